import "./explore.css";
import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Day } from "../parts/moment.js";
import { Title } from "../parts/title.js";
import { Integrity } from "./network-integrity.js";
import { TEXT } from "./network-text.js";
import { Country, Member, PageFoot, Scroll, StandingTag, VersionTitle } from "./pieces.js";
import { type Collected, collect, MEMBERS, NETWORK, reading, useReads, VERSION_TITLES } from "./reads.js";
import { nextStep } from "./round-clock.js";
import { SearchBox } from "./search-box.js";
import { TEXT as SHARED } from "./text.js";
import { KIND, STAGE } from "./words.js";

const MOST_RUNNING = 20;

const COURSES = reading(["count", "courses"], (client) => collect((page) => client.courses.list(page)));
const SEATS = reading(["count", "seats"], (client) => collect((page) => client.seats(page)));
const DECISIONS = reading(["count", "decisions"], (client) => collect((page) => client.decisions.list(page)));
const ANCHORS = reading(["count", "anchors"], (client) => collect((page) => client.anchors.list(page)));
const ROUNDS = reading(["count", "rounds"], (client) => collect((page) => client.rounds.list(page)));
const READINESS = reading(["readiness"], (client) => client.readiness());

/** The network at a glance: how much there is, who belongs to it, and what stands behind it. */
export default function NetworkScreen() {
  const text = useText(TEXT);
  const [members, network, courses, seats, decisions, anchors, rounds, readiness] = useReads(
    MEMBERS,
    NETWORK,
    COURSES,
    SEATS,
    DECISIONS,
    ANCHORS,
    ROUNDS,
    READINESS,
    VERSION_TITLES,
  );
  const counted = useCounted();
  const reviews = { ...seats, entries: seats.entries.filter(({ submittedAt }) => submittedAt !== null) };
  return (
    <>
      <Title>{text("title")}</Title>
      <p className="lead">
        {text("head", {
          institutions: members.size,
          courses: counted(courses),
          reviews: counted(reviews),
          decisions: counted(decisions),
          batches: counted(anchors),
        })}
      </p>
      <SearchBox />
      <MemberTable members={[...members.values()]} />
      <ReviewFlow rounds={rounds.entries} />
      <Integrity network={network} readiness={readiness} />
      <PageFoot permanent="/network" data="/v1/network" />
    </>
  );
}

function useCounted(): (of: Collected<unknown>) => string {
  const shared = useText(SHARED);
  const { number } = useFormat();
  return ({ entries, isAll }) =>
    isAll ? number(entries.length) : shared("moreThan", { count: number(entries.length) });
}

function MemberTable({ members }: { readonly members: readonly wire.Institution[] }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const kind = useText(KIND);
  return (
    <section aria-labelledby="members">
      <h2 id="members">{text("members")}</h2>
      <Scroll label={text("members")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{shared("name")}</th>
              <th scope="col">{text("domain")}</th>
              <th scope="col">{shared("country")}</th>
              <th scope="col">{shared("kind")}</th>
              <th scope="col">{shared("standing")}</th>
              <th scope="col">{text("memberSince")}</th>
            </tr>
          </thead>
          <tbody>
            {members.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <Member id={one.id} />
                </th>
                <td>{one.domain}</td>
                <td>
                  <Country code={one.country} />
                </td>
                <td>{kind(one.kind)}</td>
                <td>
                  <StandingTag standing={one.standing} />
                </td>
                <td>
                  <Day at={one.admitted.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p className="dim">
        {text("matrix")}: {shared("recognition")}
      </p>
    </section>
  );
}

const STAGES = ["opened", "accepted", "reviewing", "closed", "abandoned"] as const;

function ReviewFlow({ rounds }: { readonly rounds: readonly wire.Round[] }) {
  const text = useText(TEXT);
  const stage = useText(STAGE);
  const { number } = useFormat();
  const running = rounds.filter((round) => ["opened", "accepted", "reviewing"].includes(round.stage));
  return (
    <section aria-labelledby="flow">
      <h2 id="flow">{text("flow")}</h2>
      <p>{text("flowText")}</p>
      <ol className="flow">
        {STAGES.map((one) => (
          <li key={one}>
            <b>{number(rounds.filter((round) => round.stage === one).length)}</b> {stage(one)}
          </li>
        ))}
      </ol>
      <h3>{text("running")}</h3>
      {running.length === 0 ? (
        <p>{text("noRunning")}</p>
      ) : (
        <ul>
          {running.slice(0, MOST_RUNNING).map((round) => (
            <li key={round.id}>
              <RunningRound round={round} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function RunningRound({ round }: { readonly round: wire.Round }) {
  const text = useText(TEXT);
  const stage = useText(STAGE);
  const { day, moment } = useFormat();
  const { step, until } = nextStep(round, Date.now() / 1000);
  return (
    <>
      <Link href={`/r/${round.id}`}>
        <VersionTitle id={round.version} />
      </Link>{" "}
      · {stage(round.stage)} · {day(round.openedAt)} · {text("convener")}: <Member id={round.convener} /> ·{" "}
      {step === "over"
        ? null
        : until === null
          ? text(step)
          : text("nextUntil", { what: text(step), at: moment(until) })}
    </>
  );
}
