import { Link } from "wouter";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Facts } from "../../parts/facts.js";
import { HowRecorded } from "../../parts/how.js";
import { Localized } from "../../parts/localized.js";
import { Moment } from "../../parts/moment.js";
import { useNow } from "../../parts/now.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { useInstitutions } from "../parts/institutions.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import type { Kept } from "../parts/use-kept.js";
import { TEXT as CONSOLE } from "../text.js";
import { Appoint } from "./appoint.js";
import { ConfirmPanel } from "./confirm-panel.js";
import { type LoadedRound, loadRound } from "./load.js";
import { Abandon, Accept, AddSeat, CloseConditions, Finish, ObjectToSeat } from "./moves.js";
import { Panel } from "./panel.js";
import { type SeatPeople, useSeatPeople } from "./people.js";
import { Reply } from "./reply.js";
import { StageTag } from "./stage-tag.js";
import { Standing } from "./standing.js";
import { TEXT } from "./text.js";

/** What every move on a review is given. */
export type MoveProps = {
  readonly loaded: LoadedRound;
  readonly institution: number;
  readonly name: string;
  readonly now: number;
  readonly people: Kept<SeatPeople>;
};

/** One review: where it stands, its panel, and what this institution can do now. */
export default function Screen({ institution, round: id }: PartProps & { readonly round: string }) {
  const common = useText(CONSOLE);
  const { textIn } = useFormat();
  const loaded = useRead(["round", id], (client) => loadRound(client, id));
  const { round, version } = loaded;
  const name = textIn(version.title)?.text ?? common("unnamed");
  const people = useSeatPeople(institution);
  const move = { loaded, institution, name, now: useNow(), people };
  const [isOwner, isConvener] = [round.owner === institution, round.convener === institution];
  return (
    <>
      <Title>
        <Localized of={version.title} otherwise={common("unnamed")} />
      </Title>
      <p>
        <StageTag stage={round.stage} />
      </p>
      <Where {...move} />
      <Standing {...move} />
      {isConvener && round.stage === "opened" ? <Accept {...move} /> : null}
      <Panel {...move} />
      {round.stage === "accepted" || isAwaited(loaded, institution) ? <Appoint {...move} /> : null}
      {isOwner && round.stage === "accepted" ? <ObjectToSeat {...move} /> : null}
      {isConvener && round.stage === "accepted" ? <ConfirmPanel {...move} /> : null}
      {isOwner && round.stage === "reviewing" ? <Reply {...move} /> : null}
      {isConvener && round.stage === "reviewing" ? <AddSeat {...move} /> : null}
      <Finish {...move} />
      {isConvener ? <CloseConditions {...move} /> : null}
      {isOwner ? <MayAppeal {...move} /> : null}
      {isConvener && (round.stage === "opened" || round.stage === "accepted" || round.stage === "reviewing") ? (
        <Abandon {...move} />
      ) : null}
      <HowRecorded recorded={round.opened} />
    </>
  );
}

function isAwaited({ round, seats }: LoadedRound, institution: number): boolean {
  return round.addedBy === institution && !seats.some(({ flags }) => flags.includes("added"));
}

function Where({ loaded: { round } }: MoveProps) {
  const text = useText(TEXT);
  const institutions = useInstitutions();
  const nameOf = (id: number) => institutions.get(id)?.name ?? String(id);
  const isAdvice = round.purpose === "formative";
  const at = (seconds: number | null) => (seconds === null ? null : <Moment at={seconds} />);
  return (
    <Facts
      of={[
        [text("by"), nameOf(round.owner)],
        [text("convenedBy"), nameOf(round.convener)],
        [text("purpose"), round.purpose === "none" ? null : text(round.purpose)],
        [text("route"), round.route === "none" ? null : text(round.route)],
        [text("panelFrom"), round.panelSetAt === null ? at(round.panelFrom) : null],
        [text(isAdvice ? "reviewUntil" : "due"), at(round.reviewUntil)],
        [text("reveal"), isAdvice ? null : <Window key="reveal" from={round.revealFrom} until={round.revealUntil} />],
        [text("replyWindow"), <Window key="reply" from={round.replyFrom} until={round.replyUntil} />],
        [text("appealUntil"), at(round.appealUntil)],
        [text("publicPage"), <Link key="page" href={`/r/${round.id}`}>{`/r/${round.id.slice(0, 10)}…`}</Link>],
      ]}
    />
  );
}

function Window({ from, until }: { readonly from: number | null; readonly until: number | null }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  if (from === null || until === null) return "–";
  return text("window", { from: moment(from), until: moment(until) });
}

function MayAppeal({ loaded: { round, appeal }, institution, now }: MoveProps) {
  const text = useText(TEXT);
  const isFirst = round.appealOf === null && (appeal === null || appeal.stage === "abandoned");
  const isOpen = (round.appealUntil ?? 0) >= now && isFirst;
  if (round.stage !== "closed" || round.purpose !== "summative" || !isOpen) return null;
  return (
    <section>
      <h2>{text("appeal")}</h2>
      <p>{text("appealHint")}</p>
      <Link href={placeOf(institution, "rounds", round.id, "appeal")} className="button second">
        {text("appeal")}
      </Link>
    </section>
  );
}
