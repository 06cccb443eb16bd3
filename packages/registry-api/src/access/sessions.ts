import { grantsOf } from "../store/access/people.js";
import { endSession, findSession, insertSession, touchSession } from "../store/access/sessions.js";
import type { Db } from "../store/database.js";
import type { Principal } from "./principal.js";
import { hashOf, newSecret } from "./secrets.js";

/** A session ends after an hour without a request, and after twelve in any case. Seconds. */
export const SESSION = { idle: 3_600, most: 12 * 3_600 } as const;
/** A request notes that the session is alive at most this often, in seconds. */
const TOUCH_EVERY = 60;

/** Starts a session of a person. @returns its secret, for the cookie alone. */
export async function startSession(db: Db, person: string, now: number): Promise<string> {
  const secret = newSecret();
  await insertSession(db, { hash: hashOf(secret), person, expiresAt: now + SESSION.most }, now);
  return secret;
}

/** Who has a session, with the roles that stand now; null: it holds no more. */
export async function principalOfSession(db: Db, secret: string, now: number): Promise<Principal | null> {
  const hash = hashOf(secret);
  const session = await findSession(db, hash, { now, idleSince: now - SESSION.idle });
  if (session === null) return null;
  if (now - session.seenAt >= TOUCH_EVERY) await touchSession(db, hash, now);
  return principalOfPerson(db, session.person);
}

/** A person with the roles that stand now. */
export async function principalOfPerson(db: Db, person: string): Promise<Principal> {
  const grants = (await grantsOf(db, person)).map(({ role, institution }) => ({ role, institution }));
  return { kind: "person", id: person, grants, purposes: null };
}

/** Ends a session at once. */
export const stopSession = (db: Db, secret: string): Promise<void> => endSession(db, hashOf(secret));
