import { type Hex, isObject } from "@peerseal/sdk";
import type { Conflicts } from "./conflicts.js";
import { readConflicts } from "./draft.js";
import { changeStored, readAllStored, readStored } from "./storage.js";

/** What this browser knows of a round that its reviewer was asked for, or holds a seat of. No secret is in it. */
export type KeptOffer = {
  readonly round: string;
  readonly state: "open" | "accepted" | "declined";
  /** ERC-7913 bytes of the seat's signer; null: none was made. */
  readonly signer: Hex | null;
  /** Query of the offer's link, to open it again. */
  readonly search: string;
  readonly conflicts: Conflicts;
};

/** Keeps an offer in the place of what was known of its round. */
export async function keepOffer(offer: KeptOffer): Promise<void> {
  await changeStored("offers", offer.round, () => offer);
}

/** Notes who signs for a seat and what its reviewer declared, where the seat was found without its offer. */
export async function keepStatement(
  of: Pick<KeptOffer, "round" | "conflicts"> & { readonly signer: Hex },
): Promise<void> {
  await changeStored("offers", of.round, (before): KeptOffer => {
    const known = offerOf(before);
    return { search: known?.search ?? "", ...of, state: "accepted" };
  });
}

/** What is known of one round; null: nothing. */
export async function readOfferOf(round: string): Promise<KeptOffer | null> {
  return offerOf(await readStored("offers", round));
}

/** What is known of all rounds. */
export async function readOffers(): Promise<readonly KeptOffer[]> {
  const stored = await readAllStored("offers");
  return stored.map(offerOf).filter((offer) => offer !== null);
}

const SIGNER = /^0x(?:[0-9a-f]{40}|[0-9a-f]{168})$/;

function isSigner(value: unknown): value is Hex {
  return typeof value === "string" && SIGNER.test(value);
}

function offerOf(value: unknown): KeptOffer | null {
  if (!isObject(value) || typeof value.round !== "string") return null;
  const { round, state, signer, search } = value;
  return {
    round,
    state: state === "accepted" || state === "declined" ? state : "open",
    signer: isSigner(signer) ? signer : null,
    search: typeof search === "string" ? search : "",
    conflicts: readConflicts(value.conflicts),
  };
}
