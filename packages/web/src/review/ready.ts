import {
  type ActionMessage,
  canonical,
  digestOf,
  type Hex,
  isObject,
  type JsonObject,
  parseJson,
  type ReviewDocument,
  sealCommitment,
  sha256,
} from "@peerseal/sdk";
import type { Checked } from "./review-document.js";
import type { Task } from "./task.js";
import type { Ready } from "./work.js";

/** No salt: of what nobody sealed. */
const NO_SALT: Hex = `0x${"0".repeat(64)}`;

/**
 * Makes a complete review ready for signing.
 *
 * @param random 32 bytes that nobody can guess.
 */
export function makeReady(checked: Extract<Checked, { state: "complete" }>, task: Task, random: Uint8Array): Ready {
  const document = jsonOf(checked.document);
  return {
    document,
    // Advice is salted, so that nobody can tell it by guessing: its text stays between reviewer and provider.
    reviewDigest: task.isFormative ? adviceDigest(random, document) : digestOf(document),
    ratings: checked.ratings,
    salt: toHex(random),
  };
}

/** Digest of advice: SHA-256 of 32 bytes of salt and the canonical form of the document. */
function adviceDigest(salt: Uint8Array, document: JsonObject): Hex {
  return sha256(new Uint8Array([...salt, ...new TextEncoder().encode(canonical(document))]));
}

/** A review as JSON. */
function jsonOf(document: ReviewDocument): JsonObject {
  const value = parseJson(JSON.stringify(document));
  if (!isObject(value)) throw new TypeError("A review is an object.");
  return value;
}

type SeatName = { readonly round: ActionMessage<"Seal">["round"]; readonly seat: number };

/** The seal of a review that was made ready. */
export function sealMessage({ round, seat }: SeatName, ready: Ready): ActionMessage<"Seal"> {
  const { reviewDigest, ratings, salt } = ready;
  return { round, seat, commitment: sealCommitment({ round, seat, reviewDigest, ratings, salt }) };
}

/** Whether a review is the one that a seat sealed. */
export function opensSeal(name: SeatName, ready: Ready, commitment: string | null): boolean {
  return sealMessage(name, ready).commitment === commitment;
}

/** The review as it is submitted; `isSealed`: it opens a seal. */
export function reviewMessage(
  { round, seat }: SeatName,
  ready: Ready,
  of: { readonly sequence: 1 | 2; readonly isSealed: boolean },
): ActionMessage<"Review"> {
  const { reviewDigest, ratings, salt } = ready;
  return { round, seat, reviewDigest, ratings, sequence: of.sequence, salt: of.isSealed ? salt : NO_SALT };
}

function toHex(bytes: Uint8Array): Hex {
  return `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
