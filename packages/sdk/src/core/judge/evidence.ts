import type { Receipt } from "../receipt.js";
import type {
  Basis,
  Digest,
  Hex,
  KeyId,
  Kind,
  NetworkId,
  Outcome,
  Role,
  RoundId,
  RoundPurpose,
  Route,
  RubricId,
  SeatFlag,
  Stage,
  Standing,
  VersionId,
} from "../types.js";

/**
 * What became of one proof of a credential. `expired`: right, but its own end has passed. `unsupported` and
 * `unresolvable` say that nothing was found out.
 */
export type ProofOutcome = "verified" | "invalid" | "expired" | "unsupported" | "unresolvable" | "context-missing";

/** What was found out about one proof. */
export type ProofResult = {
  readonly outcome: ProofOutcome;
  /** Cryptosuite name; the proof's type where it has no cryptosuite; the algorithm (`alg`) of a JWT. */
  readonly suite: string;
  readonly verificationMethod: string | null;
  /** SHA-256 of the multikey bytes of the key that was used; null where no key was found. */
  readonly key: KeyId | null;
  /** Whether the key belongs to the DID that the credential names as its issuer. */
  readonly controlledByIssuer: boolean;
  /**
   * Where `key` was found: in the DID itself or its document, or merely in the fragment of the method's URL. The latter
   * names a key and does not prove whose it is: it counts only where the chain says that it was the institution's.
   */
  readonly keyFrom?: "did" | "url";
  /** Of a key that is not shown to be the signer's, or not any more: whether the signature is that key's. */
  readonly agrees?: boolean;
  /** Reason code, such as `signature-valid`, `base-proof`, `suite-unsupported`, `method-not-listed`. */
  readonly reason: string;
};

/** Proof results, bound to the document they are about. */
export type ProofEvidence = {
  readonly digest: Digest;
  readonly proofs: readonly ProofResult[];
  /** The first result is of the JWT that the document came in, and not of a proof inside. */
  readonly jwt?: true;
};

/** An institution as the chain knows it. Times are Unix seconds; `successor` and `recordsKeeper` 0: none. */
export type InstitutionFacts = {
  readonly id: number;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly kind: Kind;
  readonly standings: readonly {
    readonly standing: Standing;
    readonly since: number;
    readonly successor: number;
    readonly recordsKeeper: number;
  }[];
};

/** A seat of a panel. */
export type SeatFacts = {
  readonly signer: KeyId;
  readonly institution: number;
  readonly role: Role;
  /** `objected`: the provider did; `excluded`: no part of the panel; `added`: after the others had revealed, unsealed. */
  readonly flags: readonly SeatFlag[];
  /** Unix seconds; null: not reviewed. */
  readonly submittedAt: number | null;
  /** Packed ratings, decimal. */
  readonly ratings: string;
};

/** A decision of one policy about one round. Times are Unix seconds. */
export type DecisionFacts = {
  readonly policy: Hex;
  readonly listed: boolean;
  readonly outcome: Outcome;
  readonly decidedAt: number;
  /** Unix seconds; null: the outcome does not expire. */
  readonly expiresAt: number | null;
};

/** What followed the decisions of a round. Times are Unix seconds; null: not so. */
export type FollowUpFacts = {
  /** Since when governance has rescinded them. */
  readonly rescindedAt: number | null;
  /** Since when the convener has found the conditions met. */
  readonly conditionsClosedAt: number | null;
  /** Digest of what it found. */
  readonly conditions: Hex | null;
};

/** A review round with its seats and decisions. Times are Unix seconds; `endedAt` null: it goes on. */
export type RoundFacts = {
  readonly id: RoundId;
  readonly rubric: RubricId;
  readonly rubricListed: boolean;
  /** The round that it appeals against; null: none. */
  readonly appealOf: RoundId | null;
  readonly convener: number;
  readonly stage: Stage;
  readonly purpose: RoundPurpose;
  readonly basis: Basis;
  readonly route: Route;
  readonly openedAt: number;
  readonly endedAt: number | null;
  readonly reply: Hex | null;
  readonly seats: readonly SeatFacts[];
  readonly decisions: readonly DecisionFacts[];
  readonly followUp: FollowUpFacts;
};

/** A round about an earlier version whose decision was carried to this one, over so many minor versions. */
export type CarriedFacts = {
  /** Unix seconds. */
  readonly carriedAt: number;
  readonly steps: number;
  readonly round: RoundFacts;
};

/** A member's concern about a version. Times are Unix seconds; null: not so. */
export type ConcernFacts = {
  readonly filedBy: number;
  readonly admittedBy: number | null;
  readonly filedAt: number;
  /** Since when a second member stands behind it: open from then on. */
  readonly admittedAt: number | null;
  /** Since when both agree that it is settled. */
  readonly closedAt: number | null;
};

/** A course version with its review rounds. Times are Unix seconds; null: not so. */
export type VersionFacts = {
  readonly id: VersionId;
  readonly course: Hex;
  readonly previous: Hex | null;
  readonly publisher: number;
  readonly minor: boolean;
  readonly publishedAt: number;
  readonly retiredAt: number | null;
  readonly teachOutUntil: number | null;
  readonly rounds: readonly RoundFacts[];
  readonly carried: readonly CarriedFacts[];
  readonly concerns: readonly ConcernFacts[];
};

/** What was asked about one credential: the answer speaks of nothing else. */
export type BatchQuestion = {
  /** Null: there was no receipt of this network to ask about. */
  readonly receipt: Pick<Receipt, "root" | "size" | "courseVersion" | "key"> | null;
  readonly credentialKeys: readonly KeyId[];
};

/** The chain's answer about one credential. The authorities are as of the anchor's time. */
export type BatchFacts = {
  readonly asked: BatchQuestion;
  readonly institution: number;
  readonly number: number;
  readonly index: number;
  /** Unix seconds; null: this institution anchored no such batch. */
  readonly anchoredAt: number | null;
  /** False: seen in a block that is not final yet. */
  readonly final: boolean;
  /** Whether the receipt's values lead to the commitment; null: no receipt was given. */
  readonly matches: boolean | null;
  /** 1 revocation, 2 suspension, 4 replacement, at the block of the answer. */
  readonly statusBits: number;
  readonly keyAuthorised: boolean;
  /** Of every key asked about, at most {@link MOST_KEYS}; false where there was none. */
  readonly credentialKeyAuthorised: boolean;
  readonly mayIssue: boolean;
  /** Unix seconds since which one of them is reported compromised; null: none. Absent: not asked. */
  readonly credentialKeyCompromisedSince?: number | null;
};

/** Distinct keys of one credential that are asked about; about more, nothing is known. */
export const MOST_KEYS = 8;

/** Everything that the chain told for the verdict on one credential, of one block. */
export type ChainFacts = {
  readonly network: NetworkId;
  /** Who said so: the RPC endpoint's URL without credentials. */
  readonly source: string;
  readonly block: { readonly number: number; readonly time: number; readonly tag: "finalized" | "latest" };
  /** Null: the credential names no batch of this network. */
  readonly batch: BatchFacts | null;
  /** Status bits at the date asked for, by an archive call; null: not asked, or not to be had. */
  readonly past: { readonly at: number; readonly block: number; readonly statusBits: number } | null;
  readonly versions: readonly VersionFacts[];
  readonly institutions: readonly InstitutionFacts[];
};

/** Why the chain told nothing. */
export type UnavailableReason =
  | "no-rpc"
  | "chain-unreachable"
  | "chain-wrong"
  | "network-missing"
  | "network-unknown"
  | "answer-invalid";

/** What the chain told, or why it told nothing. */
export type ChainEvidence =
  | { readonly state: "gathered"; readonly facts: ChainFacts }
  | { readonly state: "unavailable"; readonly reason: UnavailableReason; readonly detail: string };

/** Why a published status list says nothing that could be relied on. */
export type StatusListFault =
  /** Of a kind that is not understood here, or one of too many. */
  | "unsupported"
  /** The entry does not say which bit of which list for what purpose. */
  | "entry-malformed"
  | "unreachable"
  /** No JSON, no credential, or not of the type that the entry asks for. */
  | "unreadable"
  | "unsigned"
  | "altered"
  /** Signed, but so that it could not be checked here, or by a key that is not its issuer's. */
  | "unproven"
  | "expired"
  | "not-yet-valid"
  | "other-purpose"
  | "too-short"
  | "index-outside"
  /** The bit is clear, but the list is not the one that the entry names: any list could be put in its place. */
  | "other-list"
  /** The bit is clear, but who signed the list is not the issuer of the credential. */
  | "other-issuer";

/** What a published list says for one status entry. */
export type StatusResult = {
  /** Place of the entry among those of the credential, from 0. */
  readonly entry: number;
  /** `revocation`, `suspension`, `message`, ...; null where the entry names none. */
  readonly purpose: string | null;
  readonly outcome: "clear" | "set" | "unknown";
  /** Null where the outcome is known. */
  readonly fault: StatusListFault | null;
  /** The bits of the entry; null where they could not be read. */
  readonly value: number | null;
  /** What the credential's issuer says that this value means. */
  readonly message: string | null;
  /** URL of the list. */
  readonly list: string | null;
  /** Who the list says its issuer is, and whether that is the credential's. */
  readonly listIssuer: string | null;
  readonly listByIssuer: boolean;
  /** As the list says it. */
  readonly validUntil: string | null;
};

/** What published status lists say about a credential; bound to it by its digest. `at`: when they were asked. */
export type StatusEvidence = {
  readonly digest: Digest;
  readonly at: number;
  readonly entries: readonly StatusResult[];
};

/** What was found out about a credential inside another; bound to it by the digests in it. */
export type EnclosedEvidence = {
  /** JSON Pointer to it. */
  readonly path: string;
  readonly proofs: ProofEvidence;
  readonly status?: StatusEvidence;
};

/** Everything `judge` looks at beside the files themselves. */
export type Evidence = {
  readonly proofs: ProofEvidence;
  /** Absent: no list was asked. The chain's bits are never taken from here. */
  readonly status?: StatusEvidence;
  /** About credentials inside this one; absent: none was looked at. */
  readonly enclosed?: readonly EnclosedEvidence[];
  readonly chain: ChainEvidence;
  /** Descriptor of the course version, where one was given; it is checked against the version's id. */
  readonly courseVersion: unknown | null;
};
