import type { wire } from "@peerseal/sdk";
import { useText } from "../../language/language.js";
import { Tag, type Tone } from "../../parts/tag.js";
import { TEXT } from "./text.js";

const TONES: Readonly<Record<wire.Batch["state"], Tone>> = {
  open: "plain",
  sealing: "plain",
  "awaiting-authorization": "unsure",
  queued: "plain",
  broadcast: "plain",
  anchored: "good",
  failed: "bad",
};

/** Where a batch stands: glyph and word. */
export function BatchTag({ state }: { readonly state: wire.Batch["state"] }) {
  const text = useText(TEXT);
  return <Tag tone={TONES[state]}>{text(state)}</Tag>;
}
