import {
  type ActionMessage,
  type ActionSigner,
  accountSigner,
  BASELINE_RUBRIC,
  encodeActions,
  encodeClose,
  encodeDecide,
  packRatings,
  ROLES,
  type Role,
  type RoundId,
  roundId,
  type VersionId,
} from "@peerseal/sdk";
import { adminOf, CONVENER, digestFor, FIRST, type Members, OWNER, SECOND } from "./members.ts";
import { type Network, REPLY_WINDOW, walletOf } from "./network.ts";
import { fixedPasskeySigner } from "./passkey.ts";

type Deps = { readonly network: Network; readonly members: Members };
type Seat = { readonly role: Role; readonly institution: number; readonly signer: ActionSigner };
type Panel = {
  readonly version: VersionId;
  readonly round: RoundId;
  readonly seats: readonly Seat[];
  readonly gas: PanelGas;
};
type PanelGas = { readonly open: number; readonly accept: number; readonly seats: number; readonly panel: number };

const DAY = 86_400;

/** What rounds cost, and a version that one of them decided about. The rubric was used before: only the first round by a rubric pays for its place in the registry. */
export async function measureRounds(deps: Deps) {
  const { network } = deps;
  const ofOnePanel = await reviewsOfOnePanel(deps);
  const ofFourPanels = await reviewsOfFourPanels(deps);

  const whole = await openPanel(deps, "whole round", panelOf(3));
  const reviews: number[] = [];
  for (const seat of whole.seats.keys()) reviews.push(await review(network, whole, seat));
  const reply = await network.act(adminOf(OWNER), "Reply", {
    round: whole.round,
    owner: OWNER,
    replyDigest: digestFor("reply"),
  });
  network.clock.now += REPLY_WINDOW + DAY;
  const close = await network.send(encodeClose(network.connection, whole.round));
  const decide = await network.send(encodeDecide(network.deployment.contracts.policy, whole.round));

  const [first, ...others] = panelOf(3);
  const passkey = await fixedPasskeySigner(network.deployment.contracts.verifier);
  const withPasskey = await openPanel(deps, "passkey", [{ ...(first ?? expert(0)), signer: passkey }, ...others]);
  const allReviews = reviews.reduce((sum, gas) => sum + gas, 0);
  const { open, accept, seats, panel } = whole.gas;
  const gas = {
    review: reviews[0] ?? 0,
    reviewsOfOnePanel: ofOnePanel,
    reviewsOfFourPanels: ofFourPanels,
    reviewByPasskey: await review(network, withPasskey, 0),
    round: open + seats + panel + allReviews + decide,
    roundOpen: open,
    roundSeats: seats,
    roundPanel: panel,
    roundReviews: allReviews,
    roundDecide: decide,
    accept,
    reply,
    close,
  };
  return { gas, reviewed: whole.version };
}

async function reviewsOfOnePanel(deps: Deps): Promise<number> {
  const panel = await openPanel(deps, "panel of ten", panelOf(10));
  return reviewMany(
    deps.network,
    panel.seats.map((_, seat) => ({ panel, seat })),
  );
}

async function reviewsOfFourPanels(deps: Deps): Promise<number> {
  const panels: Panel[] = [];
  for (const n of [1, 2, 3, 4]) panels.push(await openPanel(deps, `panel ${n} of four`, panelOf(3)));
  const all = panels.flatMap((panel) => panel.seats.map((_, seat) => ({ panel, seat })));
  return reviewMany(deps.network, all.slice(0, 10));
}

async function review(network: Network, panel: Panel, seat: number): Promise<number> {
  const { signer, message } = reviewOf(panel, seat);
  return network.act(signer, "Review", message);
}

async function reviewMany(network: Network, reviews: readonly { panel: Panel; seat: number }[]): Promise<number> {
  const signed = await Promise.all(
    reviews.map(({ panel, seat }) => {
      const { signer, message } = reviewOf(panel, seat);
      return network.sign(signer, "Review", message);
    }),
  );
  return network.send(encodeActions(network.connection, signed));
}

/** Level 2 wherever the role may rate. */
function reviewOf({ round, seats }: Panel, seat: number): { signer: ActionSigner; message: ActionMessage<"Review"> } {
  const { role, signer } = seats[seat] ?? expert(seat);
  const levels = BASELINE_RUBRIC.criteria.map(({ ratedBy }) => (role !== "none" && ratedBy.includes(role) ? 2 : null));
  const reviewDigest = digestFor(`review of seat ${seat} in ${round}`);
  return { signer, message: { round, seat, reviewDigest, ratings: packRatings(levels).toString(), sequence: 1 } };
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

async function openPanel({ network, members }: Deps, label: string, seats: readonly Seat[]): Promise<Panel> {
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
  let appointed = 0;
  for (const [seat, { role, institution, signer }] of seats.entries()) {
    const message = { round, seat, institution, role: ROLES.indexOf(role), affiliations: [], signer: signer.bytes };
    appointed += await act(adminOf(institution), "AppointSeat", message);
  }
  const panel = await act(adminOf(CONVENER), "SetPanel", { round, seatCount: seats.length });
  return { version, round, seats, gas: { open, accept, seats: appointed, panel } };
}
