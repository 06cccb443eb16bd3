import { randomBytes } from "node:crypto";
import { insertChallenge, takeChallenge } from "../store/access/challenges.js";
import type { Db } from "../store/database.js";
import type { ChallengeKind } from "../store/tables/access.js";
import { hashOf } from "./secrets.js";

/** How long somebody may take to answer, in seconds. */
export const CHALLENGE_SECONDS = 300;

/** Letters and digits only, as EIP-4361 wants of a nonce; 256 bits. */
export const newNonce = (): string => randomBytes(32).toString("hex");

/** Keeps what a challenge is about under its secret. */
export async function keepChallenge(
  db: Db,
  challenge: { readonly kind: ChallengeKind; readonly secret: string; readonly content: object },
  now: number,
): Promise<void> {
  const { kind, secret, content } = challenge;
  await insertChallenge(db, { hash: hashOf(secret), kind, content, expiresAt: now + CHALLENGE_SECONDS }, now);
}

/** What a challenge is about, once: whoever comes with it again gets null. */
export const useChallenge = (db: Db, kind: ChallengeKind, secret: string, now: number): Promise<object | null> =>
  takeChallenge(db, { hash: hashOf(secret), kind }, now);
