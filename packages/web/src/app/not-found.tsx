import { Link } from "wouter";
import { useText } from "../language/language.js";
import { Title } from "../parts/title.js";
import { TEXT } from "./text.js";

export function NotFound() {
  const text = useText(TEXT);
  return (
    <>
      <Title>{text("notFoundTitle")}</Title>
      <p>{text("notFoundText")}</p>
      <p>
        <Link href="/">{text("toVerify")}</Link>
      </p>
    </>
  );
}
