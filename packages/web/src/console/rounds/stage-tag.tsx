import type { wire } from "@peerseal/sdk";
import { useText } from "../../language/language.js";
import { Tag, type Tone } from "../../parts/tag.js";
import { TEXT } from "./text.js";

type Stage = wire.Round["stage"];
const TONES: Readonly<Record<Stage, Tone>> = {
  none: "unsure",
  opened: "plain",
  accepted: "plain",
  reviewing: "plain",
  closed: "good",
  abandoned: "bad",
};

/** Stage of a review: glyph and word. */
export function StageTag({ stage }: { readonly stage: Stage }) {
  const text = useText(TEXT);
  return <Tag tone={TONES[stage]}>{text(stage === "none" ? "noneStage" : stage)}</Tag>;
}
