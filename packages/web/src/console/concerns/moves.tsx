import type { wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "../../app/announce.js";
import { useText } from "../../language/language.js";
import { useAct } from "../../sign/acting.js";
import { useInstitutions } from "../parts/institutions.js";
import { WithReasons } from "../parts/with-reasons.js";
import type { LoadedConcern } from "./load.js";
import { TEXT } from "./text.js";

type MoveProps = LoadedConcern & { readonly name: string; readonly institution: number };

/** Says that a move is recorded, and reads everything anew: the version's quality changes with it. */
function useDone(): (relay: wire.Relay | null) => Promise<void> {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const queries = useQueryClient();
  return async (relay) => {
    if (relay === null) return;
    announce(text("done"));
    await queries.invalidateQueries();
  };
}

/** The second member stands behind a concern. */
export function Admit({ concern, name, institution }: MoveProps) {
  const text = useText(TEXT);
  const act = useAct();
  const done = useDone();
  const by = useInstitutions().get(concern.filedBy)?.name ?? concern.filedBy;
  const admit = async () =>
    done(
      await act({
        action: "AdmitConcern",
        message: { concern: concern.id, institution },
        title: text("admitTitle"),
        says: [text("admitSays", { by, name }), text("noTie"), text("admitShown")],
      }),
    );
  return (
    <section>
      <h2>{text("admit")}</h2>
      <p>{text("admitHint")}</p>
      <button type="button" onClick={() => void admit()}>
        {text("admit")}
      </button>
    </section>
  );
}

/** One of the two members finds a concern settled, with reasons. */
export function Settle({ concern, stage, name, institution }: MoveProps) {
  const text = useText(TEXT);
  const act = useAct();
  const done = useDone();
  return (
    <WithReasons
      title={text("settle")}
      hint={text("settleHint")}
      about={{ concern: concern.id }}
      sign={async (document) =>
        done(
          await act({
            action: "CloseConcern",
            message: { concern: concern.id, institution, document },
            title: text("settleTitle"),
            says: [text("settleSays", { name }), text(stage === "settling" ? "settleLast" : "settleFirst")],
          }),
        )
      }
    />
  );
}
