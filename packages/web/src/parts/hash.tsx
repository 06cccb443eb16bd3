import { Copy } from "./copy.js";

const [FIRST, LAST] = [10, 6];

/** A hash, id or address: shortened to the eye, whole in the title and to whoever copies it. */
export function Hash({ value }: { readonly value: string }) {
  const short = value.length <= FIRST + LAST + 1 ? value : `${value.slice(0, FIRST)}…${value.slice(-LAST)}`;
  return (
    <span className="hash">
      <code title={value}>{short}</code> <Copy value={value} />
    </span>
  );
}
