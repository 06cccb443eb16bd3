import { useText } from "../../language/language.js";
import { Tag } from "../../parts/tag.js";
import type { ConcernStage } from "../../registry/concern-stage.js";
import { TEXT } from "./text.js";

/** How far a concern has come: glyph and word. */
export function ConcernTag({ stage }: { readonly stage: ConcernStage }) {
  const text = useText(TEXT);
  return <Tag tone={stage === "open" || stage === "settling" ? "unsure" : "plain"}>{text(stage)}</Tag>;
}
