import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Moment } from "../parts/moment.js";
import { useNow } from "./data.js";
import { InstitutionName } from "./institution-name.js";
import { deadlineOf, type Phase } from "./phase.js";
import type { SeatPlace } from "./place.js";
import { TEXT } from "./seal-text.js";
import { criteriaFor, minutesExpected } from "./task.js";
import { TEXT as WORDS } from "./text.js";

const SEALED = ["write", "seal", "reveal", "compare", "record"] as const;
const OPEN = ["write", "record"] as const;
type Stage = (typeof SEALED)[number];

const STAGES: Readonly<Record<Phase, Stage | null>> = {
  prepare: "write",
  write: "write",
  submit: "write",
  wait: "seal",
  reveal: "reveal",
  revise: "compare",
  done: "record",
  missed: null,
  lost: null,
  excluded: null,
  ended: null,
};

/** What the seat is, where it stands, and what comes next by when. */
export function SeatHead({ view, seat, task, phase }: SeatPlace) {
  const text = useText(TEXT);
  const word = useText(WORDS);
  const { minutes } = useFormat();
  const now = useNow();
  const deadline = deadlineOf(view.round, seat, now);
  const expected = minutesExpected(criteriaFor(task).length, view.descriptor?.workloadMinutes ?? 0);
  const isOpen = task.isFormative || seat.flags.includes("added");
  const current = STAGES[phase];
  return (
    <>
      <p>
        <Link href="/review">‹ {word("toList")}</Link>
      </p>
      <Facts
        of={[
          [word("role"), word(`role.${seat.role}`)],
          [word("appointedBy"), <InstitutionName key="by" number={seat.institution} names={view.names} />],
          [word("provider"), <InstitutionName key="of" number={view.round.owner} names={view.names} />],
          [word("deadline"), deadline === null ? null : <Moment key="until" at={deadline} />],
          [word("time"), phase === "write" || phase === "prepare" ? word("about", { time: minutes(expected) }) : null],
        ]}
      />
      {current === null ? null : (
        <ol className="stages" aria-label={text("stages")}>
          {(isOpen ? OPEN : SEALED).map((stage) => (
            <li key={stage} aria-current={stage === current ? "step" : undefined}>
              {text(`stage.${stage}`)}
            </li>
          ))}
        </ol>
      )}
      <p className="phase" role="status">
        {text(`phase.${phase}`)}
      </p>
    </>
  );
}
