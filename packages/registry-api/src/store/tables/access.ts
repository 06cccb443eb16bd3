import type { ColumnType, Generated, JSONColumnType } from "kysely";

type RoleName = "officer" | "reviewer" | "admin" | "auditor";
export type IdentityKind = "ethereum" | "passkey" | "oidc";
export type ChallengeKind = IdentityKind | "registration";
type Position = ColumnType<number, never, never>;

/** Times are Unix seconds; `hash`: SHA-256 of what was given out, hex; `institution` null: the whole registry. */
export type AccessTables = {
  accessPeople: { id: string; createdAt: number };
  /** `subject`: an address, the id of a passkey, or the SHA-256 of a provider's issuer and subject. */
  accessIdentities: {
    kind: IdentityKind;
    subject: string;
    person: string;
    /** COSE key of a passkey, base64url. */
    publicKey: string | null;
    counter: Generated<number>;
    createdAt: number;
  };
  accessGrants: {
    position: Position;
    id: string;
    person: string;
    role: RoleName;
    institution: number | null;
    label: string | null;
    grantedBy: string;
    grantedAt: number;
    endedAt: number | null;
    endedBy: string | null;
  };
  accessKeys: {
    position: Position;
    id: string;
    hash: string;
    label: string;
    roles: RoleName[];
    purposes: string[] | null;
    institution: number | null;
    createdAt: number;
    createdBy: string;
    expiresAt: number;
    revokedAt: number | null;
    revokedBy: string | null;
    /** Id of the key that this one takes the place of. */
    replaces: string | null;
    /** To the hour. */
    lastUsedAt: number | null;
  };
  accessSessions: { hash: string; person: string; createdAt: number; seenAt: number; expiresAt: number };
  accessChallenges: { hash: string; kind: ChallengeKind; content: JSONColumnType<object>; expiresAt: number };
  accessInvitations: {
    position: Position;
    id: string;
    hash: string;
    role: RoleName;
    institution: number | null;
    label: string | null;
    /** The account that alone may use it. */
    address: string | null;
    /** SHA-256 of the e-mail address that a provider must vouch for. */
    emailHash: string | null;
    createdBy: string;
    createdAt: number;
    expiresAt: number;
    withdrawnAt: number | null;
    withdrawnBy: string | null;
    usedAt: number | null;
    usedBy: string | null;
  };
  auditLog: {
    position: Position;
    at: number;
    requestId: string;
    principalKind: "key" | "person" | "operator" | "nobody";
    principal: string | null;
    /** `METHOD /path/:param`. */
    route: string;
    institution: number | null;
    status: number;
    /** How many alike this row stands for. */
    count: Generated<number>;
    /** Why a batch was issued although no decision stood, in the words of whoever issued it; null: no such write. */
    override: string | null;
  };
};
