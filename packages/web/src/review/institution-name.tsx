import { Link } from "wouter";
import { useText } from "../language/language.js";
import { TEXT } from "./text.js";

/** An institution by its name on chain, as a link to its page; by its number where that is not known. */
export function InstitutionName({
  number,
  names,
}: {
  readonly number: number;
  readonly names: ReadonlyMap<number, string>;
}) {
  const text = useText(TEXT);
  return <Link href={`/institutions/${number}`}>{names.get(number) ?? text("institution", { number })}</Link>;
}
