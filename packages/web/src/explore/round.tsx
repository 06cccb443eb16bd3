import "./explore.css";
import type { wire } from "@peerseal/sdk";
import { Suspense } from "react";
import { Link } from "wouter";
import { FaultBoundary } from "../app/fault.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Localized } from "../parts/localized.js";
import { Title } from "../parts/title.js";
import { documentOf } from "./documents.js";
import { countingReviews, type Panel, panelOf } from "./panel.js";
import { Languages, Later, Member, PageFoot } from "./pieces.js";
import { MEMBERS, reading, useReads, versionRead } from "./reads.js";
import { ReplyCard } from "./reply-card.js";
import { ReviewCard } from "./review-card.js";
import { RoundDecision } from "./round-decision.js";
import { RoundMatrix } from "./round-matrix.js";
import { RoundSeats } from "./round-seats.js";
import { RoundStepper } from "./round-stepper.js";
import { TEXT } from "./round-text.js";
import { BASIS, PURPOSE, ROUTE } from "./words.js";

const MOST = { limit: 100 } as const;
const DAY = 86_400;

/** A review round: where it is, its panel, what the panel found, the reply, and the result. */
export default function RoundScreen({ id }: { readonly id: string }) {
  const text = useText(TEXT);
  const { day } = useFormat();
  const [, round, seats, reviews] = useReads(
    MEMBERS,
    reading(["round", id], (client) => client.rounds.get(id)),
    reading(["seats", id], (client) => client.rounds.seats(id, MOST)),
    reading(["reviews", id], (client) => client.rounds.reviews(id, MOST)),
  );
  return (
    <>
      <Title>{text("title", { at: day(round.openedAt) })}</Title>
      <FaultBoundary>
        <Suspense fallback={<Head round={round} version={null} rubric={null} />}>
          <NamedHead round={round} />
        </Suspense>
      </FaultBoundary>
      <HowRecorded recorded={round.opened} />
      <Appeals round={round} />
      {round.stage === "abandoned" ? <Abandoned round={round} /> : null}
      <RoundStepper round={round} seats={seats.data} />
      <RoundSeats seats={seats.data} />
      {round.purpose === "formative" ? (
        <p>{text("formative")}</p>
      ) : (
        <Later>
          <Judged round={round} seats={seats.data} reviews={reviews.data} />
        </Later>
      )}
      <PageFoot permanent={`/rounds/${id}`} data={`/v1/rounds/${id}`} />
    </>
  );
}

/** The same with the names of what it is about, once they are known: nothing moves then. */
function NamedHead({ round }: { readonly round: wire.RoundDetail }) {
  const [version, rubric] = useReads(
    versionRead(round.version),
    reading(["rubric", round.rubric], (client) => client.rubrics.get(round.rubric)),
  );
  return <Head round={round} version={version} rubric={rubric} />;
}

function Head(props: {
  readonly round: wire.RoundDetail;
  readonly version: wire.VersionDetail | null;
  readonly rubric: wire.RubricDetail | null;
}) {
  const { round, version, rubric } = props;
  const text = useText(TEXT);
  const [purpose, basis, route] = [useText(PURPOSE), useText(BASIS), useText(ROUTE)];
  const document = documentOf("peerseal.round/1", round.content);
  return (
    <Facts
      of={[
        [
          text("about"),
          <Link key="about" href={`/versions/${round.version}`}>
            <Localized of={version?.title ?? null} otherwise={round.version.slice(0, 10)} />{" "}
            {documentOf("peerseal.course-version/1", version?.descriptor ?? null)?.version ?? ""}
          </Link>,
        ],
        [
          text("rubric"),
          <Link key="rubric" href={`/rubrics/${round.rubric}`}>
            <Localized
              of={documentOf("peerseal.rubric/1", rubric?.document ?? null)?.name ?? null}
              otherwise={round.rubric.slice(0, 10)}
            />
          </Link>,
        ],
        [text("purpose"), purpose(round.purpose)],
        [text("basis"), basis(round.basis)],
        [text("route"), route(round.route)],
        [text("owner"), <Member key="owner" id={round.owner} />],
        [text("convener"), <Member key="convener" id={round.convener} />],
        [text("languages"), document === null ? null : <Languages key="languages" tags={document.languages} />],
        [
          text("validity"),
          round.purpose === "formative" ? null : text("days", { count: Math.floor(round.validity / DAY) }),
        ],
        [text("added"), round.addedBy === null ? null : <Member key="added" id={round.addedBy} />],
      ]}
    />
  );
}

function Appeals({ round: { appealOf, appealedBy } }: { readonly round: wire.RoundDetail }) {
  const text = useText(TEXT);
  if (appealOf === null && appealedBy === null) return null;
  return (
    <section aria-labelledby="appeals">
      <h2 id="appeals">{text("appeals")}</h2>
      <ul>
        {appealOf === null ? null : (
          <li>
            {text("appealOf")} <Link href={`/r/${appealOf}`}>{text("anotherRound")}</Link>
          </li>
        )}
        {appealedBy === null ? null : (
          <li>
            {text("appealedBy")} <Link href={`/r/${appealedBy}`}>{text("anotherRound")}</Link>
          </li>
        )}
      </ul>
    </section>
  );
}

function Abandoned({ round: { endedAt, ground } }: { readonly round: wire.RoundDetail }) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  return (
    <div className="card">
      <p>{text("abandoned", { at: endedAt === null ? "–" : moment(endedAt) })}</p>
      {ground === null ? (
        <p>{text("noQuorum")}</p>
      ) : (
        <p>
          {text("ground")}: <Hash value={ground} />
        </p>
      )}
    </div>
  );
}

function Judged(props: {
  readonly round: wire.RoundDetail;
  readonly seats: readonly wire.Seat[];
  readonly reviews: readonly wire.Review[];
}) {
  const { round, seats, reviews } = props;
  const text = useText(TEXT);
  const [rubric] = useReads(reading(["rubric", round.rubric], (client) => client.rubrics.get(round.rubric)));
  const panel: Panel = panelOf(round, seats, reviews, rubric);
  if (reviews.length === 0) return round.stage === "abandoned" ? null : <p>{text("notYet")}</p>;
  return (
    <>
      <RoundMatrix panel={panel} />
      <RoundDecision round={round} panel={panel} />
      <section aria-labelledby="cards">
        <h2 id="cards">{text("reviewCards")}</h2>
        {countingReviews(seats, reviews).map(({ seat }) => (
          <ReviewCard key={seat} panel={panel} seat={seat} />
        ))}
        <ReplyCard reply={round.reply} />
      </section>
    </>
  );
}
