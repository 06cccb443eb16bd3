import {
  type ActionMessage,
  type ActionSigner,
  accountSigner,
  BASELINE_RUBRIC,
  encodeActions,
  encodeClose,
  encodeDecide,
  type Hex,
  packRatings,
  ROLES,
  type Role,
  type RoundId,
  roundId,
  sealCommitment,
  type VersionId,
} from "@peerseal/sdk";
import { adminOf, CONVENER, digestFor, FIRST, type Members, OWNER, SECOND } from "./members.ts";
import { type Network, walletOf } from "./network.ts";
import { fixedPasskeySigner } from "./passkey.ts";

type Deps = { readonly network: Network; readonly members: Members };
type Seat = { readonly role: Role; readonly institution: number; readonly signer: ActionSigner };
/** A round whose panel is set, and the gas of getting there. */
type Panel = {
  readonly version: VersionId;
  readonly round: RoundId;
  readonly seats: readonly Seat[];
  readonly gas: { readonly open: number; readonly accept: number; readonly seats: number; readonly panel: number };
};
/** Many acts in one transaction, or each in one of its own. */
type Way = "together" | "apart";

const DAY = 86_400;

/**
 * What rounds cost, and a version that one of them decided about. The rubric was used before: only the first round by a
 * rubric pays for its place in the registry.
 */
export async function measureRounds(deps: Deps) {
  const ofOnePanel = await reviewsOfOnePanel(deps);
  const ofFourPanels = await reviewsOfFourPanels(deps);
  const together = await wholeRound(deps, "together");
  const apart = await wholeRound(deps, "apart");
  const sum = ({ open, seats, panel, reviews, decide }: typeof together) => open + seats + panel + reviews + decide;
  const gas = {
    review: apart.firstReview,
    reviewsOfOnePanel: ofOnePanel,
    reviewsOfFourPanels: ofFourPanels,
    reviewByPasskey: await reviewByPasskey(deps),
    round: sum(together),
    roundOpen: together.open,
    roundSeats: together.seats,
    roundPanel: together.panel,
    roundReviews: together.reviews,
    roundDecide: together.decide,
    roundApart: sum(apart),
    roundSeatsApart: apart.seats,
    roundReviewsApart: apart.reviews,
    accept: together.accept,
    seal: apart.seals,
    sealTogether: together.seals,
    reply: together.reply,
    close: together.close,
  };
  return { gas, reviewed: together.version };
}

/** What the review of a passkey costs, by the rules of the network's chain. */
export async function reviewByPasskey(deps: Deps): Promise<number> {
  const [first = expert(0), ...others] = panelOf(3);
  const signer = await fixedPasskeySigner(deps.network.deployment.contracts.verifier);
  const panel = await openPanel(deps, "passkey", [{ ...first, signer }, ...others], "together");
  await seal(deps.network, panel, "together");
  return review(deps.network, panel, 0);
}

async function wholeRound(deps: Deps, way: Way) {
  const { network } = deps;
  const panel = await openPanel(deps, `whole round ${way}`, panelOf(3), way);
  const { round, version } = panel;
  const seals = await seal(network, panel, way);
  const places = panel.seats.map((_, place) => ({ panel, place }));
  // The first reveal of a panel is that of any seat: none finds more words in use than another.
  const firstReview = way === "apart" ? await review(network, panel, 0) : 0;
  const reviews =
    way === "together"
      ? await reviewMany(network, places)
      : firstReview + (await each(places.slice(1), ({ place }) => review(network, panel, place)));
  const answer = { round, owner: OWNER, replyDigest: digestFor("reply") };
  const reply = await network.act(adminOf(OWNER), "Reply", answer);
  network.clock.now += DAY;
  const close = await network.send(encodeClose(network.connection, round));
  const decide = await network.send(encodeDecide(network.deployment.contracts.policy, round));
  return { ...panel.gas, version, seals, firstReview, reviews, reply, close, decide };
}

async function reviewsOfOnePanel(deps: Deps): Promise<number> {
  const panel = await openPanel(deps, "panel of ten", panelOf(10), "together");
  await seal(deps.network, panel, "together");
  const places = panel.seats.map((_, place) => ({ panel, place }));
  return reviewMany(deps.network, places);
}

async function reviewsOfFourPanels(deps: Deps): Promise<number> {
  const all: { readonly panel: Panel; readonly place: number }[] = [];
  for (const n of [1, 2, 3, 4]) {
    const panel = await openPanel(deps, `panel ${n} of four`, panelOf(3), "together");
    await seal(deps.network, panel, "together");
    all.push(...panel.seats.map((_, place) => ({ panel, place })));
  }
  return reviewMany(deps.network, all.slice(0, 10));
}

/** Seals every review of a panel, and gives the gas of all. */
async function seal(network: Network, panel: Panel, way: Way): Promise<number> {
  const acts = panel.seats.map(({ signer }, place) => {
    const { round, seat, reviewDigest, ratings, salt } = reviewOf(panel, place);
    const commitment = sealCommitment({ round, seat, reviewDigest, ratings, salt });
    return { signer, message: { round, seat, commitment } };
  });
  if (way === "apart") return each(acts, ({ signer, message }) => network.act(signer, "Seal", message));
  const signed = await Promise.all(acts.map(({ signer, message }) => network.sign(signer, "Seal", message)));
  return network.send(encodeActions(network.connection, signed));
}

async function review(network: Network, panel: Panel, place: number): Promise<number> {
  return network.act((panel.seats[place] ?? expert(place)).signer, "Review", reviewOf(panel, place));
}

async function reviewMany(network: Network, reviews: readonly { panel: Panel; place: number }[]): Promise<number> {
  const signed = await Promise.all(
    reviews.map(({ panel, place }) =>
      network.sign((panel.seats[place] ?? expert(place)).signer, "Review", reviewOf(panel, place)),
    ),
  );
  return network.send(encodeActions(network.connection, signed));
}

/** Level 2 wherever the role may rate. */
function reviewOf({ round, seats }: Panel, seat: number): ActionMessage<"Review"> & { readonly salt: Hex } {
  const { role } = seats[seat] ?? expert(seat);
  const levels = BASELINE_RUBRIC.criteria.map(({ ratedBy }) => (role !== "none" && ratedBy.includes(role) ? 2 : null));
  const reviewDigest = digestFor(`review of seat ${seat} in ${round}`);
  const salt = digestFor(`salt of seat ${seat} in ${round}`);
  return { round, seat, reviewDigest, ratings: packRatings(levels).toString(), sequence: 1, salt };
}

const expert = (seat: number): Seat => ({
  role: "subject-expert",
  institution: seat % 2 === 0 ? FIRST : SECOND,
  signer: accountSigner(walletOf(200 + seat)),
});

/** Subject experts of two institutions, and a learner on the last seat. */
function panelOf(seats: number): Seat[] {
  return Array.from({ length: seats }, (_, seat) =>
    seat === seats - 1 ? { ...expert(seat), role: "learner" } : expert(seat),
  );
}

async function openPanel({ network, members }: Deps, label: string, seats: readonly Seat[], way: Way): Promise<Panel> {
  const { act, clock } = network;
  const version = await members.publish(label);
  const opening = {
    version,
    rubric: members.rubric,
    n: 1,
    owner: OWNER,
    convener: CONVENER,
    purpose: 2,
    basis: 1,
    route: 1,
    seats: [2, 0, 0, 1, 0],
    validity: 365 * DAY,
    reviewUntil: clock.now + 30 * DAY,
    document: digestFor(`round of ${label}`),
  };
  const open = await act(adminOf(OWNER), "OpenRound", { opening });
  const round = roundId(version, members.rubric, 1);
  const accept = await act(adminOf(CONVENER), "AcceptRound", { round });
  const appointed = await appoint(network, round, seats, way);
  clock.now += DAY;
  const panel = await act(adminOf(CONVENER), "SetPanel", { round, seatCount: seats.length, excluded: 0 });
  return { version, round, seats, gas: { open, accept, seats: appointed, panel } };
}

async function appoint(network: Network, round: RoundId, seats: readonly Seat[], way: Way): Promise<number> {
  const acts = seats.map(({ role, institution, signer }, seat) => ({
    signer: adminOf(institution),
    message: { round, seat, institution, role: ROLES.indexOf(role), affiliations: [], signer: signer.bytes },
  }));
  if (way === "apart") return each(acts, ({ signer, message }) => network.act(signer, "AppointSeat", message));
  const signed = await Promise.all(acts.map(({ signer, message }) => network.sign(signer, "AppointSeat", message)));
  return network.send(encodeActions(network.connection, signed));
}

/** One after the other, and their sum. */
async function each<T>(items: readonly T[], act: (item: T) => Promise<number>): Promise<number> {
  let all = 0;
  for (const item of items) all += await act(item);
  return all;
}
