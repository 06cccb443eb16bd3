import { Title } from "../parts/title.js";

export default function Screen() {
  return <Title>Console</Title>;
}
