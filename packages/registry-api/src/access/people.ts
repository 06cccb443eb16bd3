import { createHash } from "node:crypto";
import { PeersealError } from "@peerseal/sdk";
import {
  findOpenInvitation,
  type InvitationRow,
  insertInvitation,
  openInvitationsFor,
  useInvitation,
} from "../store/access/invitations.js";
import { findIdentity, type IdentityName, insertGrant, insertIdentity, insertPerson } from "../store/access/people.js";
import type { Db } from "../store/database.js";
import { maySpanRegistry, type Role } from "./principal.js";
import { hashOf, newId, newSecret } from "./secrets.js";

const HOUR = 3_600;
/** How long an invitation stands unless told otherwise, and at most. */
export const INVITATION_HOURS = { usual: 72, most: 720 } as const;

/** An e-mail address as it is compared: two spellings of one address are one. */
export const emailHashOf = (email: string): string =>
  createHash("sha256").update(email.normalize("NFC").trim().toLowerCase()).digest("hex");

export type InvitationWish = {
  readonly role: Role;
  readonly institution: number | null;
  readonly label?: string | undefined;
  /** The account that alone may use it, lowercase hex. */
  readonly address?: string | undefined;
  /** The address that a provider must vouch for; only its digest is kept. */
  readonly email?: string | undefined;
  readonly hours?: number | undefined;
  readonly createdBy: string;
};

/**
 * Invites a person: whoever has the token first gets the role. Bound to an account or an e-mail address, the token
 * alone is not enough.
 *
 * @throws PeersealError `access-invalid`
 */
export async function invite(
  db: Db,
  wish: InvitationWish,
  now: number,
): Promise<{ readonly token: string; readonly row: InvitationRow }> {
  const { role, institution, label, address, email, createdBy } = wish;
  if (institution === null && !maySpanRegistry(role)) {
    throw new PeersealError("access-invalid", "Officers and reviewers act for one institution: name it.");
  }
  if (address !== undefined && email !== undefined) {
    throw new PeersealError("access-invalid", "Bind an invitation to an account or to an e-mail address, not to both.");
  }
  const token = newSecret();
  const row = await insertInvitation(db, {
    id: newId("invitation"),
    hash: hashOf(token),
    role,
    institution,
    label: label ?? null,
    address: address?.toLowerCase() ?? null,
    emailHash: email === undefined ? null : emailHashOf(email),
    createdBy,
    createdAt: now,
    expiresAt: now + Math.ceil((wish.hours ?? INVITATION_HOURS.usual) * HOUR),
  });
  return { token, row };
}

/** What somebody has proven to have, with what is kept of a passkey. */
export type Proven = IdentityName & {
  readonly passkey?: { readonly publicKey: string; readonly counter: number };
  /** An e-mail address that the provider vouches for. */
  readonly email?: string | undefined;
};

export type Arrival = {
  readonly proven: Proven;
  /** {@link hashOf} the token of an invitation; absent: they come back, or were invited by e-mail address. */
  readonly invitation?: string | undefined;
  /** The person who is signed in already: what is proven becomes another way in for them. */
  readonly person?: string | undefined;
};

/**
 * The person behind what was proven. Somebody new needs an invitation, which is used up and gives its role. Call in a
 * transaction.
 *
 * @throws PeersealError `invitation-invalid`, `sign-in-unknown`, `sign-in-refused`
 */
export async function admit(db: Db, arrival: Arrival, now: number): Promise<string> {
  const { proven } = arrival;
  const known = (await findIdentity(db, proven))?.person ?? null;
  const invitations = await invitationsFor(db, arrival, now);
  if (known === null && invitations.length === 0) {
    throw new PeersealError("sign-in-unknown", "Nobody of this registry signs in like that: ask for an invitation.");
  }
  if (known !== null && arrival.person !== undefined && known !== arrival.person) {
    throw new PeersealError("sign-in-refused", "Somebody else signs in with this already.");
  }
  const person = known ?? arrival.person ?? (await newPerson(db, now));
  if (known === null) {
    const { kind, subject, passkey } = proven;
    const identity = { kind, subject, person, publicKey: passkey?.publicKey ?? null, counter: passkey?.counter ?? 0 };
    if (!(await insertIdentity(db, identity, now))) {
      throw new PeersealError("sign-in-refused", "Somebody else signs in with this already.");
    }
  }
  for (const invitation of invitations) await accept(db, invitation, person, now);
  return person;
}

async function newPerson(db: Db, now: number): Promise<string> {
  const person = newId("person");
  await insertPerson(db, person, now);
  return person;
}

async function invitationsFor(db: Db, { proven, invitation }: Arrival, now: number): Promise<readonly InvitationRow[]> {
  const emailHash = proven.email === undefined ? null : emailHashOf(proven.email);
  const byEmail = emailHash === null ? [] : await openInvitationsFor(db, emailHash, now);
  if (invitation === undefined) return byEmail;
  const row = await findOpenInvitation(db, invitation, now);
  if (row === null) throw invitationInvalid();
  requireMeant(row, proven, emailHash);
  return [row, ...byEmail.filter(({ id }) => id !== row.id)];
}

/** A token that somebody else got hold of is worth nothing where it is bound. */
function requireMeant(row: InvitationRow, { kind, subject }: Proven, emailHash: string | null): void {
  const isMeant =
    (row.address === null || (kind === "ethereum" && subject === row.address)) &&
    (row.emailHash === null || row.emailHash === emailHash);
  if (!isMeant) throw invitationInvalid();
}

async function accept(db: Db, row: InvitationRow, person: string, now: number): Promise<void> {
  // Of two who come at once with one token, the second finds it used.
  if (!(await useInvitation(db, row.id, person, now))) throw invitationInvalid();
  const { role, institution, label, createdBy } = row;
  await insertGrant(db, { id: newId("grant"), person, role, institution, label, grantedBy: createdBy }, now);
}

/** One answer for every reason: it must not tell whether a token was ever one. */
export function invitationInvalid(): PeersealError {
  return new PeersealError("invitation-invalid", "The invitation is unknown, used, over, or meant for somebody else.");
}
