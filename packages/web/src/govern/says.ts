import { type DecodedCall, GROUNDS, KINDS, PURPOSES, type SignedAction, STANDINGS } from "@peerseal/sdk";
import { MEMBERS, useReads } from "../explore/reads.js";
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
  const [members] = useReads(MEMBERS);
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
        return text("RescindDecision", { round: message.round });
      case "SetLens":
        return text("SetLens", { lens: message.lens });
      case "ListPolicy":
        return text(message.listed ? "ListPolicy" : "UnlistPolicy", { policy: message.policy });
      case "ListRubric":
        return text(message.listed ? "ListRubric" : "UnlistRubric", { rubric: message.rubric });
      default:
        return text("other", { action, message: JSON.stringify(message) });
    }
  };
}

/** Two bytes as the two letters of a country. */
function letters(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex.slice(2, 4), 16), Number.parseInt(hex.slice(4, 6), 16));
}
