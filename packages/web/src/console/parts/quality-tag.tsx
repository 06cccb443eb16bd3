import type { wire } from "@peerseal/sdk";
import { useText } from "../../language/language.js";
import { Tag, type Tone } from "../../parts/tag.js";
import { TEXT } from "../text.js";
import { stateWord } from "./state-word.js";

type State = wire.Quality["state"];

const TONES: Readonly<Record<State, Tone>> = {
  met: "good",
  conditional: "unsure",
  "not-met": "bad",
  provisional: "unsure",
  unreviewed: "plain",
  "in-review": "plain",
  expired: "bad",
  rescinded: "bad",
  retired: "plain",
};

/** Whether a decision stands that credentials can point to. */
export function isLive(state: State): boolean {
  return state === "met" || state === "conditional" || state === "provisional";
}

/** State of quality of a version: glyph and word. */
export function QualityTag({ state }: { readonly state: State }) {
  const text = useText(TEXT);
  return <Tag tone={TONES[state]}>{text(stateWord(state))}</Tag>;
}
