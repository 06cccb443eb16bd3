import { type DecodedCall, GROUNDS, KINDS, PURPOSES, type SignedAction, STANDINGS } from "@peerseal/sdk";
import { MEMBERS, RUBRIC_NAMES, useReads } from "../explore/reads.js";
import { GROUND, KEY_PURPOSE, KIND, STANDING } from "../explore/words.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { SAYS } from "./text.js";

/** Tells what a call of a proposal does, in plain words. Names and texts in it are anybody's: they are text. */
export function useSaid(): (call: DecodedCall) => string {
  const text = useText(SAYS);
  const act = useActSaid();
  return (call) => {
    switch (call.kind) {
      case "act":
        return act(call.act);
      case "setting": {
        const args = Object.entries(call.args).map(([name, value]) => `${name}: ${String(value)}`);
        return text("setting", { method: call.method, args: args.join(", ") });
      }
      case "unknown":
        return text("unknown", { to: call.call.to });
    }
  };
}

function useActSaid(): (act: SignedAction) => string {
  const text = useText(SAYS);
  const [kind, standing, ground, purpose] = [useText(KIND), useText(STANDING), useText(GROUND), useText(KEY_PURPOSE)];
  const { moment } = useFormat();
  const { textIn } = useFormat();
  const [members, rubrics] = useReads(MEMBERS, RUBRIC_NAMES);
  const rubricNamed = (id: string) => textIn(rubrics.get(id) ?? null)?.text ?? short(id);
  const named = (id: number) => members.get(id)?.name ?? String(id);
  return ({ action, message }) => {
    switch (action) {
      case "Admit":
        return text("Admit", {
          name: message.name,
          domain: message.domain,
          country: letters(message.country),
          institution: message.institution,
          kind: kind(KINDS[message.kind] ?? "none"),
        });
      case "SetStanding":
        return [
          text("SetStanding", {
            institution: named(message.institution),
            standing: standing(STANDINGS[message.standing] ?? "none"),
            ground: ground(GROUNDS[message.ground] ?? "none"),
          }),
          ...(message.successor === 0 ? [] : [text("successor", { successor: named(message.successor) })]),
        ].join(" ");
      case "AddKey":
        return text("AddKey", {
          institution: named(message.institution),
          purposes: PURPOSES.filter((_, bit) => ((message.purposes >> bit) & 1) === 1)
            .map((one) => purpose(one))
            .join(" · "),
        });
      case "ReportCompromise":
        return text("ReportCompromise", { institution: named(message.institution), at: moment(message.since) });
      case "RescindDecision":
        return text("RescindDecision", { round: short(message.round) });
      case "SetLens":
        return text("SetLens", { lens: message.lens });
      case "ListPolicy":
        return text(message.listed ? "ListPolicy" : "UnlistPolicy", { policy: message.policy });
      case "ListRubric":
        return text(message.listed ? "ListRubric" : "UnlistRubric", { rubric: rubricNamed(message.rubric) });
      default:
        return text("other", { action, message: JSON.stringify(message) });
    }
  };
}

/** The page of what an act is about; null: there is none. */
export function placeOf(call: DecodedCall): string | null {
  if (call.kind !== "act") return null;
  const { action, message } = call.act;
  switch (action) {
    case "SetStanding":
    case "AddKey":
    case "ReportCompromise":
      return `/i/${message.institution}`;
    case "RescindDecision":
      return `/r/${message.round}`;
    case "ListRubric":
      return `/rubrics/${message.rubric}`;
    default:
      return null;
  }
}

/** The beginning of a hash: who wants all of it finds it among the calls. */
const short = (hash: string): string => hash.slice(0, 10);

/** Two bytes as the two letters of a country. */
function letters(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex.slice(2, 4), 16), Number.parseInt(hex.slice(4, 6), 16));
}
