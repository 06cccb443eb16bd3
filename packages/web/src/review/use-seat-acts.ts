import type { JsonObject, SignedAction } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { useAct } from "../sign/acting.js";
import { useCourseName } from "./course-title.js";
import { useRefresh } from "./data.js";
import type { SeatPlace } from "./place.js";
import { reviewMessage, sealMessage } from "./ready.js";
import { TEXT } from "./seal-text.js";
import { TEXT as WORDS } from "./text.js";
import type { Ready } from "./work.js";

type NoteSigned = (signed: SignedAction) => Promise<unknown>;

/** The acts of a seat, each with what its holder says by it. They give whether it was recorded. */
export function useSeatActs({ view, seat, task }: SeatPlace) {
  const text = useText(TEXT);
  const word = useText(WORDS);
  const { moment } = useFormat();
  const act = useAct();
  const refresh = useRefresh();
  const values = {
    course: useCourseName(view),
    role: word(`role.${seat.role}`),
    institution: view.names.get(seat.institution) ?? word("institution", { number: seat.institution }),
  };
  const name = { round: task.round, seat: seat.seat };
  const isSealed = !task.isFormative && !seat.flags.includes("added");

  const titleAndWords = (sequence: 1 | 2) => {
    if (sequence === 2) {
      return {
        title: text("reviseTitle"),
        says: [text("reviseSays1", values), text("revealSays3"), text("reviseSays2")],
      };
    }
    if (task.isFormative) {
      return {
        title: text("adviceTitle"),
        says: [text("revealSays1", values), text("adviceSays2"), text("adviceSays3")],
      };
    }
    return {
      title: text(isSealed ? "revealTitle" : "submitTitle"),
      says: [text("revealSays1", values), text("revealSays2"), text("revealSays3"), text("revealSays4")],
    };
  };

  return {
    seal: async (ready: Ready, onSigned: NoteSigned): Promise<boolean> => {
      const relay = await act({
        action: "Seal",
        message: sealMessage(name, ready),
        title: text("sealTitle"),
        says: [
          text("sealSays1", values),
          text("sealSays2"),
          text("sealSays3", { deadline: moment(view.round.reviewUntil) }),
          text("sealSays4"),
        ],
        signer: seat.signer,
        onSigned,
      });
      await refresh();
      return relay !== null;
    },
    submit: async (ready: Ready, sequence: 1 | 2, onSigned: NoteSigned): Promise<boolean> => {
      const relay = await act({
        action: "Review",
        message: reviewMessage(name, ready, { sequence, isSealed: isSealed && sequence === 1 }),
        ...titleAndWords(sequence),
        ...(task.isFormative ? {} : { document: ready.document }),
        signer: seat.signer,
        onSigned,
      });
      await refresh();
      return relay !== null;
    },
    /** What goes to the registry with a signed act; undefined: nothing. */
    documentOf: ({ action }: SignedAction, ready: Ready): JsonObject | undefined =>
      action === "Review" && !task.isFormative ? ready.document : undefined,
  };
}
