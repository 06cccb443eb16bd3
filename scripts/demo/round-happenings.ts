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
  type SignedAction,
  sealCommitment,
  sha256,
} from "@peerseal/sdk";
import type { Happening } from "./calendar.ts";
import type { DemoVersion } from "./course-happenings.ts";
import { ratingsOf, replyDocument, reviewDocument, roundDocument, seatsWanted } from "./review-documents.ts";
import { type DemoRound, type DemoSeat, ROUNDS } from "./rounds.ts";
import { sealSalt, seatSigner, textDigest, type World } from "./world.ts";

const DAY = 86_400;
const NO_SALT = `0x${"00".repeat(32)}` as const;

/** When each step falls, as days and hours after the first day of the round. */
type Pace = {
  readonly accept: readonly [day: number, hour: number];
  readonly seats: readonly [day: number, hour: number];
  readonly panel: readonly [day: number, hour: number];
  /** Sealing, or the review of a formative round. */
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
/** Seconds from the last seal on. What follows it is quick here, as the periods of a demo network are short. */
const AFTER_SEALS = { reveal: 1, revise: 2, addSeat: 3, appoint: 4, addedReview: 5, reply: 6 } as const;

/** A demo round with its place among the rounds of its version. */
export type PlannedRound = DemoRound & {
  readonly about: DemoVersion;
  readonly id: RoundId;
  readonly n: number;
  /** The round that it appeals against. */
  readonly appealOf: RoundId | null;
};

/** A seat with its index in the round. */
type Seated = { readonly seat: DemoSeat; readonly place: number };

/** The demo's rounds with their ids. */
export function planRounds({ rubric }: Pick<World, "rubric">, versions: readonly DemoVersion[]): PlannedRound[] {
  return ROUNDS.map((round, i) => {
    const isSame = (other: DemoRound) => other.course === round.course && other.version === round.version;
    const about = versions.find(({ course, version }) => course.code === round.course && version === round.version);
    if (about === undefined) throw new TypeError(`There is no version ${round.version} of ${round.course}.`);
    const n = ROUNDS.slice(0, i).filter(isSame).length + 1;
    const appealOf = round.appeal ? roundId(about.id, rubric, n - 1) : null;
    return { ...round, about, n, id: roundId(about.id, rubric, n), appealOf };
  });
}

/** Everything that happens in the demo's rounds. */
export function roundHappenings(world: World, rounds: readonly PlannedRound[]): Happening[] {
  return rounds.flatMap((round) => story(world, round));
}

function story(world: World, round: PlannedRound): Happening[] {
  const { act, officer, calendar } = world;
  const { id, convener, day } = round;
  const owner = round.about.course.owner;
  const pace = round.open ? OPEN : round.route === "rapid" ? RAPID : PANEL;
  const when = ([days, hour]: readonly [number, number], more = 0) => calendar.at(day + days, hour + more);
  const seated = round.seats.map((seat, place) => ({ seat, place }));
  const appointed = seated.filter(({ seat }) => seat.added === undefined);
  const left = appointed.filter(({ seat }) => seat.excluded !== undefined);
  const begin = [
    { at: when([0, OPENING_HOUR]), run: () => open(world, round, when(pace.reviewUntil)) },
    { at: when(pace.accept), run: () => act(officer(convener), "AcceptRound", { round: id }) },
    ...appointed.map((one) => ({
      at: when(pace.seats, one.place / 4),
      run: () => appoint(world, round, one),
    })),
  ];
  if (round.abandoned !== undefined) {
    const ground = textDigest(round.abandoned);
    const abandon = () => act(officer(convener), "AbandonRound", { round: id, ground });
    return [...begin, { at: when(pace.reviewUntil), run: abandon }];
  }
  const excluded = left.reduce((mask, { place }) => mask | (1 << place), 0);
  const panel = appointed.filter(({ seat }) => seat.excluded === undefined);
  return [
    ...begin,
    ...left.map(({ seat, place }) => ({
      at: when(pace.panel, -1),
      run: () =>
        act(officer(owner), "ObjectToSeat", {
          round: id,
          seat: place,
          owner,
          document: textDigest(seat.excluded ?? ""),
        }),
    })),
    {
      at: when(pace.panel),
      run: () => act(officer(convener), "SetPanel", { round: id, seatCount: appointed.length, excluded }),
    },
    ...(round.purpose === "formative"
      ? panel.map((one) => ({ at: when(pace.review(one.place)), run: () => review(world, round, one) }))
      : panel.slice(0, round.open ? -1 : undefined).map((one) => ({
          at: when(pace.review(one.place)),
          run: () => seal(world, round, one),
        }))),
    ...(round.open ? [] : ending(world, round, when(pace.review(panel.at(-1)?.place ?? 0)), pace.rest)),
  ];
}

/** What follows the last seal, or the last review of a formative round. */
function ending(world: World, round: PlannedRound, last: number, rest: number): Happening[] {
  const { send, act, officer, connection, policy } = world;
  const { id, convener, reply } = round;
  const seated = round.seats.map((seat, place) => ({ seat, place }));
  const panel = seated.filter(({ seat }) => seat.excluded === undefined && seat.added === undefined);
  const revising = panel.filter(({ seat }) => seat.revised !== undefined);
  const added = seated.filter(({ seat }) => seat.added !== undefined);
  const at = (step: keyof typeof AFTER_SEALS) => last + AFTER_SEALS[step];
  const isFormative = round.purpose === "formative";
  const end = last + rest * DAY;
  return [
    ...(isFormative ? [] : [{ at: at("reveal"), run: () => submit(world, round, panel, 1) }]),
    ...(revising.length === 0 ? [] : [{ at: at("revise"), run: () => submit(world, round, revising, 2) }]),
    ...added.flatMap((one) => {
      const { institution, role } = one.seat;
      const asked = { round: id, institution, role: ROLES.indexOf(role) };
      return [
        { at: at("addSeat"), run: () => act(officer(convener), "AddSeat", asked) },
        { at: at("appoint"), run: () => appoint(world, round, one) },
        { at: at("addedReview"), run: () => review(world, round, one) },
      ];
    }),
    ...(reply === undefined
      ? []
      : [{ at: at("reply"), run: () => answer(world, id, round.about.course.owner, reply) }]),
    { at: end, run: () => send(encodeClose(connection, id)) },
    ...(isFormative ? [] : [{ at: end + 60, run: () => send(encodeDecide(policy, id)) }]),
  ];
}

async function open(world: World, round: PlannedRound, reviewUntil: number): Promise<void> {
  const { act, officer, shelf, calendar, rubric } = world;
  const { about, n, convener, basis, route, purpose = "summative", validityDays, appealOf } = round;
  const owner = about.course.owner;
  const document = roundDocument(
    { ...round, version: about.id, language: about.course.language },
    { opens: calendar.text(calendar.at(round.day, OPENING_HOUR)), reviewUntil: calendar.text(reviewUntil) },
  );
  const opening = {
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
  };
  if (appealOf === null) await act(officer(owner), "OpenRound", { opening });
  else await act(officer(owner), "OpenAppeal", { appealed: appealOf, opening });
}

async function appoint(world: World, round: PlannedRound, { seat, place }: Seated): Promise<void> {
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

async function seal(world: World, round: PlannedRound, { seat, place }: Seated): Promise<void> {
  const review = messageOf(world, round, { seat, place });
  const commitment = sealCommitment({ ...review, salt: sealSalt(world.keys, round.id, place) });
  const signer = await signerOf(world, round.id, seat, place);
  await world.act(signer, "Seal", { round: round.id, seat: place, commitment });
}

/** A review that nobody sealed: of a formative round, or of an added seat. */
async function review(world: World, round: PlannedRound, one: Seated): Promise<void> {
  const signer = await signerOf(world, round.id, one.seat, one.place);
  await world.act(signer, "Review", messageOf(world, round, one));
}

/** Reveals or revises in one transaction. */
async function submit(world: World, round: PlannedRound, seats: readonly Seated[], sequence: 1 | 2): Promise<void> {
  const signed: SignedAction[] = [];
  for (const { seat, place } of seats) {
    const salt = sequence === 1 ? sealSalt(world.keys, round.id, place) : NO_SALT;
    const given = sequence === 1 ? seat : { ...seat, ...seat.revised };
    const message = { ...messageOf(world, round, { seat: given, place }), sequence, salt };
    signed.push(await world.sign(await signerOf(world, round.id, seat, place), "Review", message));
  }
  await world.sendAll(signed);
}

function messageOf(world: World, round: PlannedRound, { seat, place }: Seated) {
  const document = reviewDocument(seat, { ...round, place });
  const salt = world.keys.bytes(`advice:${round.id}:${place}`, 32);
  const reviewDigest =
    // Advice stays between panel and provider: salted, so that nobody can tell it by guessing, and never published.
    round.purpose === "formative"
      ? sha256(Buffer.concat([salt, Buffer.from(canonical(document))]))
      : world.shelf.put(document);
  return { round: round.id, seat: place, reviewDigest, ratings: ratingsOf(seat, round), sequence: 1, salt: NO_SALT };
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
