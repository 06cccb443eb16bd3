import {
  type CredentialKey,
  generateCredentialKey,
  isObject,
  type JsonObject,
  parseJson,
  signCredential,
} from "@peerseal/sdk";
import { createBulkIssuer } from "@peerseal/sdk/bulk";
import { CREATED, sampleAbout } from "./peer.ts";
import { sampleCredentials } from "./sample.ts";

/** Signed credentials with the keys of their issuers. */
export type SignedSet = { readonly credentials: readonly JsonObject[]; readonly keys: readonly CredentialKey[] };

/** Signed credentials of one issuer's batch. */
export async function signedBatch(n: number): Promise<SignedSet> {
  const about = await sampleAbout();
  const issuer = createBulkIssuer(about.key, { created: CREATED });
  const credentials: JsonObject[] = [];
  for (const unsigned of sampleCredentials(n, about)) {
    credentials.push(objectOf((await issuer.issue(unsigned)).bytes));
  }
  return { credentials, keys: [about.key] };
}

/**
 * Credentials as they come in from everywhere: each of another issuer and another structure, of 1 to 8 kB, none like the
 * one before it.
 */
export async function signedMixture(n: number): Promise<SignedSet> {
  const credentials: JsonObject[] = [];
  const keys: CredentialKey[] = [];
  for (let i = 0; i < n; i++) {
    const key = await generateCredentialKey(Uint8Array.from({ length: 32 }, (_, at) => (i * 37 + at * 11 + 3) % 256));
    keys.push(key);
    credentials.push(await signCredential(foreign(i, key), key, { created: CREATED }));
  }
  return { credentials, keys };
}

function foreign(i: number, key: CredentialKey): JsonObject {
  const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
  // Three counts that never come together twice below 180 credentials.
  const [alignments, results, levels] = [i % 4, Math.floor(i / 4) % 5, Math.floor(i / 20) % 9];
  return {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    id: `https://issuer-${i}.example/credentials/${i}`,
    type: ["VerifiableCredential", "OpenBadgeCredential"],
    name: `Badge ${i}`,
    issuer: { id: key.did, type: ["Profile"], name: `Issuer ${i}` },
    validFrom: "2026-01-01T00:00:00Z",
    credentialSubject: {
      id: `did:example:${i}`,
      type: ["AchievementSubject"],
      ...(results === 0 ? {} : { result: many(results, (at) => ({ type: ["Result"], value: `${60 + at}` })) }),
      achievement: {
        id: `https://issuer-${i}.example/achievements/${i}`,
        type: ["Achievement"],
        name: `Achievement ${i}`,
        description: `What one has learned in course ${i}.`,
        criteria: { narrative: "Pass the examination." },
        ...(alignments === 0 ? {} : { alignment: many(alignments, (at) => alignment(at)) }),
        ...(levels === 0 ? {} : { resultDescription: [description(i, levels)] }),
      },
    },
  };
}

function alignment(at: number): JsonObject {
  return { type: ["Alignment"], targetName: `Skill ${at}`, targetUrl: `https://skills.example/${at}` };
}

function description(i: number, levels: number): JsonObject {
  return {
    id: `urn:example:${i}:result`,
    type: ["ResultDescription"],
    name: "Level",
    resultType: "RubricCriterionLevel",
    rubricCriterionLevel: Array.from({ length: levels }, (_, at) => ({
      id: `urn:example:${i}:level:${at}`,
      type: ["RubricCriterionLevel"],
      name: `Level ${at}`,
    })),
  };
}

function objectOf(bytes: Uint8Array): JsonObject {
  const value = parseJson(bytes);
  if (!isObject(value)) throw new TypeError("A credential is an object.");
  return value;
}
