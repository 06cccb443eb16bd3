import { useSuspenseQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useText } from "../language/language.js";
import { Title } from "../parts/title.js";
import { SigningProvider } from "../sign/signing-provider.js";
import { AfterReview } from "./after-review.js";
import { ClaimSeat, holdsPasskeyOf } from "./claim-seat.js";
import { NO_ANSWERS, unanswered } from "./conflicts.js";
import { ConflictsForm } from "./conflicts-form.js";
import { useCourseName } from "./course-title.js";
import { type RoundView, taskOf, useNow, useRefresh, useRoundView } from "./data.js";
import { FirstReview } from "./first-review.js";
import { keepStatement, readOfferOf } from "./offers.js";
import { phaseOf } from "./phase.js";
import { SeatHead } from "./seat-head.js";
import { TEXT } from "./seat-text.js";
import { TEXT as WORDS } from "./text.js";
import "./review.css";

/** The workspace of one seat, from its dossier to its record. */
export default function Screen({ round, seat }: { readonly round: string; readonly seat: string }) {
  return (
    <SigningProvider>
      <Seat round={round} number={Number(seat)} />
    </SigningProvider>
  );
}

function Seat({ round, number }: { readonly round: string; readonly number: number }) {
  const text = useText(TEXT);
  const word = useText(WORDS);
  const view = useRoundView(round);
  const course = useCourseName(view);
  const seat = view.seats.find((one) => one.seat === number);
  const task = useMemo(() => (seat === undefined ? null : taskOf(view, seat)), [view, seat]);
  if (seat === undefined) {
    return (
      <>
        <Title>{text("noSeat", { seat: Number.isNaN(number) ? "?" : number })}</Title>
        <p>{text("noSeatText")}</p>
      </>
    );
  }
  return (
    <>
      <Title>{text("title", { course })}</Title>
      {task === null || view.descriptor === null ? (
        <p role="note">{word("unpublished")}</p>
      ) : (
        <Gates view={view} seat={seat} task={task} />
      )}
    </>
  );
}

/** The seat is its holder's, and ties are declared before the dossier opens. */
function Gates(place: {
  readonly view: RoundView;
  readonly seat: RoundView["seats"][number];
  readonly task: NonNullable<ReturnType<typeof taskOf>>;
}) {
  const { view, seat, task } = place;
  const now = useNow();
  const refresh = useRefresh();
  const { data: kept } = useSuspenseQuery({
    queryKey: ["review", "offer", view.round.id],
    queryFn: () => readOfferOf(view.round.id),
    staleTime: 0,
  });
  const phase = phaseOf(view.round, seat, now);
  const all = { view, seat, task, phase };
  const head = <SeatHead {...all} />;
  if (kept?.signer !== seat.signer && !holdsPasskeyOf(seat.signer)) {
    return (
      <>
        {head}
        <ClaimSeat view={view} seat={seat} />
      </>
    );
  }
  // What was declared for another signer of this round is not this seat's statement.
  const conflicts = kept?.signer === seat.signer ? kept.conflicts : NO_ANSWERS;
  if (unanswered(conflicts).length > 0) {
    const declare = async (given: typeof conflicts) => {
      await keepStatement({ round: view.round.id, signer: seat.signer, conflicts: given });
      await refresh();
    };
    return (
      <>
        {head}
        <ConflictsForm given={conflicts} onDone={(given) => void declare(given)} />
      </>
    );
  }
  return (
    <>
      {head}
      {seat.submittedAt === null ? (
        <FirstReview {...all} conflicts={conflicts} />
      ) : (
        <AfterReview {...all} conflicts={conflicts} />
      )}
    </>
  );
}
