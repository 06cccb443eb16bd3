import { type Client, PeersealError, type wire } from "@peerseal/sdk";
import { type RoundView, readRoundView } from "./data.js";
import type { KeptOffer } from "./offers.js";
import { heapOf, type Phase, phaseOf } from "./phase.js";

/** One line of a reviewer's list. `view` null: this registry does not know the round. */
export type MyReview = {
  readonly heap: "invited" | "progress" | "done";
  readonly offer: KeptOffer;
  readonly view: RoundView | null;
  /** The seat and where it stands; null: not appointed, or declined. */
  readonly seat: { readonly of: wire.Seat; readonly phase: Phase } | null;
};

/** What became of everything that this browser was asked for, or signed for. */
export function readMyReviews(client: Client, offers: readonly KeptOffer[], now: number): Promise<readonly MyReview[]> {
  return Promise.all(
    offers.map(async (offer): Promise<MyReview> => {
      const view = await readRoundView(client, offer.round).catch((error: unknown) => {
        if (error instanceof PeersealError && error.code === "not-found") return null;
        throw error;
      });
      const seat = view?.seats.find(({ signer }) => signer === offer.signer);
      if (view === null || seat === undefined) {
        const heap = offer.state === "declined" || isOver(view) ? "done" : "invited";
        return { heap, offer, view, seat: null };
      }
      const phase = phaseOf(view.round, seat, now);
      return { heap: heapOf(phase), offer, view, seat: { of: seat, phase } };
    }),
  );
}

function isOver(view: RoundView | null): boolean {
  return view?.round.stage === "closed" || view?.round.stage === "abandoned";
}
