import { institutionUrn } from "../../ids.js";
import {
  ANCHORED_AT,
  CREDENTIAL,
  DAY,
  edited,
  INSTITUTIONS,
  NETWORK,
  NOTHING_FOLLOWED,
  NOW,
  OTHER_KEY,
  OTHER_NETWORK,
  OTHER_RUBRIC,
  round,
  VERIFIED,
} from "./sample.js";
import type { Scenario } from "./scenarios.js";

/** Standing of the issuing institution from a time on. */
function later(standing: "suspended" | "left" | "closed" | "merged", since: number) {
  const [first, ...others] = INSTITUTIONS;
  if (first === undefined) throw new TypeError("no institution");
  const successor = standing === "merged" ? 2 : 0;
  const entry = { standing, since, successor, recordsKeeper: standing === "closed" ? 2 : 0 };
  return { institutions: [{ ...first, standings: [...first.standings, entry] }, ...others] };
}

const then = { issuer: "pass key-authorised-then" };

export const VALID: readonly Scenario[] = [
  {
    name: "course-named",
    about: "Good in every respect, with the descriptor of its course version.",
    verdict: "valid",
  },
  {
    name: "descriptor-absent",
    about: "Good, with its receipt only.",
    sample: { courseVersion: null },
    verdict: "valid",
    checks: { course: "warn descriptor-absent" },
  },
  {
    name: "anchored.alone",
    about: "The only credential of its batch: root and leaf are one, the proof is empty.",
    sample: {
      others: 0,
      receipt: { index: 0 },
      credential: edited(
        ["credentialStatus", "id"],
        "urn:peerseal:31337:0x1111111111111111111111111111111111111111:batch:1:2814749767106561#0",
      ),
    },
    verdict: "valid",
  },
  {
    name: "anchored.chain-ahead",
    about: "Recorded in a block whose time is ahead of the verifier's clock: it is recorded all the same.",
    now: ANCHORED_AT - 5,
    sample: { facts: { block: { number: 4_711, time: ANCHORED_AT, tag: "finalized" } } },
    verdict: "valid",
  },
  {
    name: "key-authorised-then.suspended",
    about: "The institution was suspended after the anchor: a note.",
    sample: { facts: later("suspended", ANCHORED_AT + DAY) },
    verdict: "valid",
    checks: then,
  },
  {
    name: "key-authorised-then.closed",
    about: "The institution closed after the anchor; another keeps its records.",
    sample: { facts: later("closed", ANCHORED_AT + DAY) },
    verdict: "valid",
    checks: then,
  },
  {
    name: "key-authorised-then.merged",
    about: "The institution merged into another after the anchor.",
    sample: { facts: later("merged", ANCHORED_AT + DAY) },
    verdict: "valid",
    checks: then,
  },
  {
    name: "key-authorised-then.left",
    about: "The institution left the network after the anchor.",
    sample: { facts: later("left", ANCHORED_AT + 1) },
    verdict: "valid",
    checks: then,
  },
  {
    name: "key-authorised.compromised-later",
    about: "The key was reported stolen, since a time after the anchor: the anchor proves that the signature is older.",
    sample: { batch: { credentialKeyCompromisedSince: ANCHORED_AT + 1 } },
    verdict: "valid",
  },
  {
    name: "issuer-name-differs",
    about:
      "The institution's key and batch, under a name that is another member's: the network's name is the one to show.",
    sample: { credential: edited(["issuer", "name"], "San Telmo State University") },
    verdict: "valid",
    checks: { issuer: "warn issuer-name-differs" },
  },
  {
    name: "key-authorised.name-in-brackets",
    about: "The file writes the name in its own language; the registered name holds both.",
    sample: {
      credential: edited(["issuer", "name"], "伊予灘大学"),
      facts: {
        institutions: INSTITUTIONS.map((one) => (one.id === 1 ? { ...one, name: `${one.name} (伊予灘大学)` } : one)),
      },
    },
    verdict: "valid",
  },
  {
    name: "key-authorised.named-by-number",
    about: "The issuer names its own number in the network, and a number in another network.",
    sample: {
      credential: edited(
        ["issuer", "otherIdentifier"],
        [1, 2].map((institution) => ({
          type: "IdentifierEntry",
          identifierType: "ext:PeersealInstitution",
          identifier: institutionUrn(institution === 1 ? NETWORK : OTHER_NETWORK, institution),
        })),
      ),
    },
    verdict: "valid",
  },
  {
    name: "proofs-verified.second-signer",
    about: "Signed by the issuer and by somebody else, both rightly.",
    sample: {
      credential: edited(["proof", 1], {
        type: "DataIntegrityProof",
        cryptosuite: "eddsa-jcs-2022",
        verificationMethod:
          "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q#z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q",
        proofPurpose: "assertionMethod",
        proofValue: "z2222",
      }),
      proofs: [VERIFIED, { ...VERIFIED, suite: "eddsa-jcs-2022", key: OTHER_KEY, controlledByIssuer: false }],
    },
    verdict: "valid",
  },
  {
    name: "proofs-verified.proof-object",
    about: "The one proof stands as an object, not in a list: the same credential, the same digest.",
    sample: { credential: { ...CREDENTIAL, proof: Array.isArray(CREDENTIAL.proof) ? CREDENTIAL.proof[0] : null } },
    verdict: "valid",
  },
  {
    name: "status-entry-missing",
    about: "The credential names no status entry; its receipt says where the bits are.",
    sample: { credential: edited(["credentialStatus"], undefined) },
    verdict: "valid",
    checks: { status: "warn status-entry-missing" },
  },
  {
    name: "status-clear.past-date",
    about: "Suspended now, asked about a week ago: an archive call says that the bits were clear.",
    atDays: -7,
    sample: {
      batch: { statusBits: 2 },
      facts: { past: { at: NOW - 7 * DAY, block: 4_000, statusBits: 0 } },
    },
    verdict: "valid",
  },
  {
    name: "status-clear.quiet-chain",
    about: "Asked about yesterday, and the chain has had no block since: its newest answer is the answer.",
    atDays: -1,
    sample: { facts: { block: { number: 4_711, time: NOW - 2 * DAY, tag: "finalized" } } },
    verdict: "valid",
  },
  {
    name: "data-model-1",
    about: "A credential of the data model 1.1, anchored like any other.",
    sample: {
      credential: edited(
        ["@context"],
        ["https://www.w3.org/2018/credentials/v1"],
        edited(
          ["validUntil"],
          undefined,
          edited(["validFrom"], undefined, {
            ...CREDENTIAL,
            type: ["VerifiableCredential"],
            issuanceDate: "2026-11-01T00:00:00Z",
            expirationDate: "2031-11-01T00:00:00Z",
          }),
        ),
      ),
    },
    verdict: "valid",
    checks: { format: "warn data-model-1" },
  },
  {
    name: "no-validity-dates",
    about: "A plain credential of VCDM 2.0 without dates.",
    sample: {
      credential: edited(
        ["validUntil"],
        undefined,
        edited(["validFrom"], undefined, { ...CREDENTIAL, type: ["VerifiableCredential"] }),
      ),
    },
    verdict: "valid",
    checks: { validity: "pass no-validity-dates" },
  },
  {
    name: "within-validity.last-second",
    about: "The last second of its validity still counts.",
    sample: { credential: edited(["validUntil"], "2026-11-23T00:00:00Z") },
    verdict: "valid",
  },
  {
    name: "standard-met-then",
    about: "Standard met when it was taught; a later full round found it not met.",
    sample: {
      version: {
        rounds: [round(), round({ endedAt: ANCHORED_AT + DAY }, { outcome: "not-met", expiresAt: null }, 2)],
      },
    },
    verdict: "valid",
    checks: { quality: "warn standard-met-then" },
  },
  {
    name: "unreviewed.activity-after-the-anchor",
    about: "A learning period that ends after the award does not borrow a review that came later.",
    sample: {
      credential: edited(["credentialSubject", "activityEndDate"], "2099-01-01T00:00:00Z"),
      version: { rounds: [round({ endedAt: ANCHORED_AT + DAY, openedAt: ANCHORED_AT + 1 })] },
    },
    verdict: "valid",
    checks: { quality: "warn unreviewed" },
  },
  {
    name: "unreviewed.unlisted-policy",
    about: "A decision of a policy that the network does not list counts for none.",
    sample: { version: { rounds: [round({}, { listed: false })] } },
    verdict: "valid",
    checks: { quality: "warn unreviewed" },
  },
  {
    name: "met-with-conditions",
    about: "The decision was conditional.",
    sample: { version: { rounds: [round({}, { outcome: "conditional" })] } },
    verdict: "valid",
    checks: { quality: "warn met-with-conditions" },
  },
  {
    name: "rapid-review",
    about: "A rapid review only.",
    sample: {
      version: { rounds: [round({ route: "rapid" }, { outcome: "provisional", expiresAt: ANCHORED_AT + 90 * DAY })] },
    },
    verdict: "valid",
    checks: { quality: "warn rapid-review" },
  },
  {
    name: "standard-not-met",
    about: "The panel found the course below the standard: the credential is genuine all the same.",
    sample: { version: { rounds: [round({}, { outcome: "not-met", expiresAt: null })] } },
    verdict: "valid",
    checks: { quality: "fail standard-not-met" },
  },
  {
    name: "unreviewed",
    about: "No review of this version.",
    sample: { version: { rounds: [] } },
    verdict: "valid",
    checks: { quality: "warn unreviewed" },
  },
  {
    name: "unreviewed.unlisted-rubric",
    about: "A decision by a rubric that the network does not list counts for none, and is shown as such.",
    sample: { version: { rounds: [round({ rubric: OTHER_RUBRIC, rubricListed: false })] } },
    verdict: "valid",
    checks: { quality: "warn unreviewed" },
  },
  {
    name: "unreviewed.formative-round",
    about: "A formative round leads to no decision.",
    sample: { version: { rounds: [round({ purpose: "formative" }, null)] } },
    verdict: "valid",
    checks: { quality: "warn unreviewed" },
  },
  {
    name: "in-review",
    about: "A summative round was open when it was taught.",
    sample: { version: { rounds: [round({ stage: "reviewing", endedAt: null }, null)] } },
    verdict: "valid",
    checks: { quality: "warn in-review" },
  },
  {
    name: "review-expired",
    about: "The decision's validity ended before the course was taken.",
    sample: { version: { rounds: [round({}, { expiresAt: ANCHORED_AT - 30 * DAY })] } },
    verdict: "valid",
    checks: { quality: "warn review-expired" },
  },
  {
    name: "review-rescinded",
    about: "The decision was rescinded before the course was taken.",
    sample: {
      version: { rounds: [round({ followUp: { ...NOTHING_FOLLOWED, rescindedAt: ANCHORED_AT - 30 * DAY } })] },
    },
    verdict: "valid",
    checks: { quality: "fail review-rescinded" },
  },
  {
    name: "course-retired",
    about: "Retired, never reviewed, and taught out until later.",
    sample: {
      version: { rounds: [], retiredAt: ANCHORED_AT - 50 * DAY, teachOutUntil: ANCHORED_AT + 50 * DAY },
    },
    verdict: "valid",
    checks: { quality: "warn course-retired" },
  },
];
