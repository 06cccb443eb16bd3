import { PeersealError, ROLES, type SeatRole, type wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { Fault } from "../../app/fault.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { registry, writing } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { useInstitutions } from "../parts/institutions.js";
import { WithReasons } from "../parts/with-reasons.js";
import { rolesOn, ruleIn } from "./opening.js";
import type { MoveProps } from "./screen.js";
import { TEXT } from "./text.js";
import { tiedOf } from "./ties.js";

/** Says that a move is recorded, and reads the review anew. */
function useDone(round: string): (relay: wire.Relay | null) => Promise<boolean> {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const refresh = useRefresh(round);
  return async (relay) => {
    if (relay === null) return false;
    announce(text("done"));
    await refresh();
    return true;
  };
}

function useRefresh(round: string): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["round", round] });
}

export function Accept({ loaded: { round }, name }: MoveProps) {
  const text = useText(TEXT);
  const act = useAct();
  const done = useDone(round.id);
  const accept = async () =>
    done(
      await act({
        action: "AcceptRound",
        message: { round: round.id },
        title: text("acceptTitle"),
        says: [text("acceptSays", { name })],
      }),
    );
  return (
    <button type="button" onClick={() => void accept()}>
      {text("accept")}
    </button>
  );
}

export function ObjectToSeat({ loaded: { round, seats }, institution, name }: MoveProps) {
  const text = useText(TEXT);
  const act = useAct();
  const done = useDone(round.id);
  const [seat, setSeat] = useState(0);
  if (seats.length === 0 || seats.some(({ flags }) => flags.includes("objected"))) return null;
  return (
    <WithReasons
      title={text("object")}
      hint={text("objectHint")}
      about={{ round: round.id }}
      sign={async (document) =>
        done(
          await act({
            action: "ObjectToSeat",
            message: { round: round.id, seat, owner: institution, document },
            title: text("objectTitle"),
            says: [text("objectSays", { seat: seat + 1, name })],
          }),
        )
      }
    >
      <Field label={text("objectWhich")}>
        {(given) => (
          <select {...given} value={seat} onChange={({ target }) => setSeat(Number(target.value))}>
            {seats.map((one) => (
              <option key={one.seat} value={one.seat}>
                {text("seat", { n: one.seat + 1 })}: {text(one.role)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </WithReasons>
  );
}

export function Abandon({ loaded: { round }, name }: MoveProps) {
  const text = useText(TEXT);
  const act = useAct();
  const done = useDone(round.id);
  return (
    <WithReasons
      title={text("abandon")}
      hint={text("abandonHint")}
      about={{ round: round.id }}
      isDanger
      sign={async (ground) =>
        done(
          await act({
            action: "AbandonRound",
            message: { round: round.id, ground },
            title: text("abandonTitle"),
            says: [text("abandonSays", { name })],
          }),
        )
      }
    />
  );
}

export function CloseConditions({ loaded: { round }, name }: MoveProps) {
  const text = useText(TEXT);
  const act = useAct();
  const done = useDone(round.id);
  const decision = round.decisions.at(-1);
  if (decision?.outcome !== "conditional" || decision.conditionsClosedAt !== null) return null;
  // The contract takes nothing about a decision that was taken back.
  if (decision.rescindedAt !== null) return null;
  return (
    <WithReasons
      title={text("conditions")}
      hint={text("conditionsHint")}
      about={{ round: round.id }}
      sign={async (document) =>
        done(
          await act({
            action: "CloseConditions",
            message: { round: round.id, document },
            title: text("conditionsTitle"),
            says: [text("conditionsSays", { name })],
          }),
        )
      }
    />
  );
}

export function AddSeat({ loaded: { round, course, rubric }, name, now }: MoveProps) {
  const text = useText(TEXT);
  const act = useAct();
  const done = useDone(round.id);
  const institutions = useInstitutions();
  const [who, setWho] = useState(0);
  const [role, setRole] = useState<SeatRole>("subject-expert");
  const isOpen = round.replyFrom !== null && round.replyFrom <= now && now <= (round.replyUntil ?? 0);
  if (round.addedBy !== null || round.purpose !== "summative" || !isOpen) return null;
  const tied = tiedOf(course, [...institutions.keys()], now);
  const roles = rolesOn(ruleIn(rubric), round.route);
  const add = async () =>
    done(
      await act({
        action: "AddSeat",
        message: { round: round.id, institution: who, role: ROLES.indexOf(role) },
        title: text("addSeatTitle"),
        says: [text("addSeatSays", { institution: institutions.get(who)?.name ?? who, role: text(role), name })],
      }),
    );
  return (
    <details className="card">
      <summary>{text("addSeat")}</summary>
      <p>{text("addSeatHint")}</p>
      <div className="grid">
        <Field label={text("institution")}>
          {(given) => (
            <select {...given} value={who} onChange={({ target }) => setWho(Number(target.value))}>
              <option value={0}>–</option>
              {[...institutions.values()]
                .filter(({ id }) => !tied.includes(id))
                .map(({ id, name: other }) => (
                  <option key={id} value={id}>
                    {other}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <Field label={text("role")}>
          {(given) => (
            <select
              {...given}
              value={role}
              onChange={({ target }) => setRole(roles.find((one) => one === target.value) ?? "subject-expert")}
            >
              {roles.map((one) => (
                <option key={one} value={one}>
                  {text(one)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <button type="button" disabled={who === 0} onClick={() => void add()}>
        {text("addSeat")}
      </button>
    </details>
  );
}

/** Closing and deciding: anyone may ask for it once it is time. */
export function Finish({ loaded: { round }, now }: MoveProps) {
  const text = useText(TEXT);
  const done = useDone(round.id);
  const refresh = useRefresh(round.id);
  const [isWorking, setWorking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isOver = round.stage === "reviewing" ? (round.replyUntil ?? now) < now : round.reviewUntil < now;
  const mayClose = round.stage !== "closed" && round.stage !== "abandoned" && isOver;
  const mayDecide = round.stage === "closed" && round.purpose === "summative" && round.decisions.length === 0;
  if (!mayClose && !mayDecide) return null;
  const go = async () => {
    setWorking(true);
    setError(null);
    try {
      // Under the key of an attempt that was refused it would be refused for ever; done twice, it is done once.
      const relay = await (mayClose ? writing().closeRound(round.id) : writing().decideRound(round.id));
      await done(await registry.actions.recorded(relay));
    } catch (caught) {
      // Somebody else was faster: what they did is what was wanted.
      if (caught instanceof PeersealError && caught.code === "Round_WrongStage") await refresh();
      else setError(caught);
    }
    setWorking(false);
  };
  return (
    <section className="notice">
      <p>{text(mayClose ? "closeHint" : "decideHint")}</p>
      <button type="button" disabled={isWorking} onClick={() => void go()}>
        {isWorking ? text("working") : text(mayClose ? "close" : "decide")}
      </button>
      {error === null ? null : <Fault error={error} />}
    </section>
  );
}
