import { Copy } from "../parts/copy.js";

/** An address that stands in a document: shown and copied, never followed by itself, as anybody may have written it. */
export function Address({ of }: { readonly of: string }) {
  return (
    <span className="address">
      {of} <Copy value={of} />
    </span>
  );
}
