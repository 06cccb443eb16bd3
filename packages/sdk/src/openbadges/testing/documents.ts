import type { JsonObject } from "../../core/types.js";
import { OB_CONTEXT, VC_CONTEXT } from "../contexts.js";

/** An unsigned badge with the shapes that make signing hard: lists of one, blank nodes alike, texts in two scripts. */
export function badgeOf(issuer: string, more: JsonObject = {}): JsonObject {
  return {
    "@context": [VC_CONTEXT, OB_CONTEXT],
    id: "urn:uuid:7a1b6c1e-4a3e-4a6e-9d0f-0d8a5a4a2b11",
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    issuer: { id: issuer, type: ["Profile"], name: "Example University" },
    validFrom: "2026-11-01T00:00:00Z",
    validUntil: "2031-11-01T00:00:00Z",
    name: "Slope survey",
    credentialSubject: {
      type: ["AchievementSubject"],
      identifier: [
        { type: "IdentityObject", hashed: true, identityHash: "sha256$00", identityType: "emailAddress", salt: "aa" },
      ],
      result: [
        { type: ["Result"], status: "Completed" },
        { type: ["Result"], status: "Completed" },
        { type: ["Result"], value: "85" },
      ],
      achievement: {
        id: "urn:uuid:2412467a-9fb2-4f4b-8c7c-b26be9ea4534",
        type: ["Achievement"],
        name: "Slope survey 斜面測量 😀",
        description: "Plan, fly and read a survey.",
        criteria: { narrative: "Ten hours.\nTwo flights." },
      },
    },
    ...more,
  };
}
