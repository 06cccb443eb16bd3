import {
  BASES,
  canonical,
  encodeClose,
  encodeDecide,
  ROLES,
  ROUND_PURPOSES,
  ROUTES,
  type RoundId,
  roundId,
  sha256,
} from "@peerseal/sdk";
import type { Happening } from "./calendar.ts";
import type { DemoVersion } from "./course-happenings.ts";
import { ratingsOf, replyDocument, reviewDocument, roundDocument, seatsWanted } from "./review-documents.ts";
import { type DemoRound, type DemoSeat, ROUNDS } from "./rounds.ts";
import { seatSigner, type World } from "./world.ts";

const DAY = 86_400;

/** When each step falls, as days and hours after the first day of the round. */
type Pace = {
  readonly accept: readonly [day: number, hour: number];
  readonly seats: readonly [day: number, hour: number];
  readonly panel: readonly [day: number, hour: number];
  readonly review: (place: number) => readonly [day: number, hour: number];
  readonly reviewUntil: readonly [day: number, hour: number];
  /** Days from the last review to the end. */
  readonly rest: number;
};

const OPENING_HOUR = 9;
const PANEL: Pace = {
  accept: [1, 10],
  seats: [2, 9],
  panel: [3, 9],
  review: (place) => [7 + 2 * place, 15],
  reviewUntil: [21, 9],
  rest: 1,
};
const RAPID: Pace = {
  accept: [0, 11],
  seats: [0, 13],
  panel: [0, 16],
  review: (place) => [1 + place, 8],
  reviewUntil: [3, 8],
  rest: 0.1,
};
/** Of the round that is open at the first start: there is a month for its last review. */
const OPEN: Pace = { ...RAPID, reviewUntil: [30, 9] };

/** A demo round with its place among the rounds of its version. */
type Planned = DemoRound & { readonly about: DemoVersion; readonly id: RoundId; readonly n: number };

/** Everything that happens in the demo's rounds. */
export function roundHappenings(world: World, versions: readonly DemoVersion[]): Happening[] {
  return plan(world, versions).flatMap((round) => story(world, round));
}

function plan({ rubric }: World, versions: readonly DemoVersion[]): Planned[] {
  return ROUNDS.map((round, i) => {
    const isSame = (other: DemoRound) => other.course === round.course && other.version === round.version;
    const about = versions.find(({ course, version }) => course.code === round.course && version === round.version);
    if (about === undefined) throw new TypeError(`There is no version ${round.version} of ${round.course}.`);
    const n = ROUNDS.slice(0, i).filter(isSame).length + 1;
    return { ...round, about, n, id: roundId(about.id, rubric, n) };
  });
}

function story(world: World, round: Planned): Happening[] {
  const { act, officer, send, calendar, policy } = world;
  const { id, convener, day, seats } = round;
  const owner = round.about.course.owner;
  const pace = round.open ? OPEN : round.route === "rapid" ? RAPID : PANEL;
  const when = ([days, hour]: readonly [number, number], more = 0) => calendar.at(day + days, hour + more);
  const begin = [
    { at: when([0, OPENING_HOUR]), run: () => open(world, round, when(pace.reviewUntil)) },
    { at: when(pace.accept), run: () => act(officer(convener), "AcceptRound", { round: id }) },
    ...seats.map((seat, place) => ({
      at: when(pace.seats, place / 4),
      run: () => appoint(world, round, seat, place),
    })),
  ];
  if (round.abandoned !== undefined) {
    const ground = sha256(new TextEncoder().encode(round.abandoned));
    const abandon = () => act(officer(convener), "AbandonRound", { round: id, ground });
    return [...begin, { at: when(pace.reviewUntil), run: abandon }];
  }
  const last = when(pace.review(seats.length - 1));
  const { reply } = round;
  return [
    ...begin,
    {
      at: when(pace.panel),
      run: () => act(officer(convener), "SetPanel", { round: id, seatCount: seats.length }),
    },
    ...seats.slice(0, round.open ? -1 : undefined).map((seat, place) => ({
      at: when(pace.review(place)),
      run: () => review(world, round, seat, place),
    })),
    ...(round.open
      ? []
      : [
          ...(reply === undefined ? [] : [{ at: last + 2, run: () => answer(world, id, owner, reply) }]),
          { at: last + pace.rest * DAY, run: () => send(encodeClose(world.connection, id)) },
          ...(round.purpose === "formative"
            ? []
            : [{ at: last + pace.rest * DAY + 60, run: () => send(encodeDecide(policy, id)) }]),
        ]),
  ];
}

async function open(world: World, round: Planned, reviewUntil: number): Promise<void> {
  const { act, officer, shelf, calendar, rubric } = world;
  const { about, n, convener, basis, route, purpose = "summative", validityDays } = round;
  const owner = about.course.owner;
  const document = roundDocument(
    { ...round, version: about.id, language: about.course.language },
    { opens: calendar.text(calendar.at(round.day, OPENING_HOUR)), reviewUntil: calendar.text(reviewUntil) },
  );
  await act(officer(owner), "OpenRound", {
    opening: {
      version: about.id,
      rubric,
      n,
      owner,
      convener,
      purpose: ROUND_PURPOSES.indexOf(purpose),
      basis: BASES.indexOf(basis),
      route: ROUTES.indexOf(route),
      seats: seatsWanted(round),
      validity: validityDays * DAY,
      reviewUntil,
      document: shelf.put(document),
    },
  });
}

async function appoint(world: World, round: Planned, seat: DemoSeat, place: number): Promise<void> {
  const signer = await signerOf(world, round.id, seat, place);
  await world.act(world.officer(seat.institution), "AppointSeat", {
    round: round.id,
    seat: place,
    institution: seat.institution,
    role: ROLES.indexOf(seat.role),
    affiliations: [],
    signer: signer.bytes,
  });
}

async function review(world: World, round: Planned, seat: DemoSeat, place: number): Promise<void> {
  const document = reviewDocument(seat, { ...round, place });
  const salt = world.keys.bytes(`advice:${round.id}:${place}`, 32);
  const reviewDigest =
    // Advice stays between panel and provider: salted, so that nobody can tell it by guessing, and never published.
    round.purpose === "formative"
      ? sha256(Buffer.concat([salt, Buffer.from(canonical(document))]))
      : world.shelf.put(document);
  await world.act(await signerOf(world, round.id, seat, place), "Review", {
    round: round.id,
    seat: place,
    reviewDigest,
    ratings: ratingsOf(seat, round),
    sequence: 1,
  });
}

function signerOf({ keys, verifier }: World, round: RoundId, { role }: DemoSeat, place: number) {
  return seatSigner(keys, { round, place, role, verifier });
}

async function answer(
  { act, officer, shelf }: World,
  round: RoundId,
  owner: number,
  reply: NonNullable<DemoRound["reply"]>,
): Promise<void> {
  const replyDigest = shelf.put(replyDocument(round, reply));
  await act(officer(owner), "Reply", { round, owner, replyDigest });
}
