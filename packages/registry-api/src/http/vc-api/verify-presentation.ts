import {
  checkPresentationFormat,
  isObject,
  type JsonObject,
  type JsonValue,
  listOf,
  openPresentation,
  type wire,
} from "@peerseal/sdk";
import { readEnvelope } from "./envelope.js";
import { problem } from "./problems.js";
import { type CheckedProof, proofOf } from "./proof-results.js";
import { type VcOptions, type VcResult, type VcVerifying, verifyCredential } from "./verify-credential.js";

/** Credentials of one presentation; each may ask for keys and lists. */
const MOST_CREDENTIALS = 32;

/** What became of a presentation and of every credential in it. */
export type VpResult = {
  readonly verified: boolean;
  readonly problems: readonly wire.ProblemDetail[];
  readonly presentation: NonNullable<wire.VerifyVpAnswer["results"]>["presentation"];
  readonly credentials: readonly VcResult[];
};

/**
 * Verifies a presentation of VCDM 2.0: its structure, its proofs by keys of its holder, challenge and domain where they
 * were asked for, and every credential in it. Nothing is kept.
 *
 * @param isSigned whether it must have a proof
 */
export async function verifyPresentation(
  verifying: VcVerifying,
  given: JsonObject,
  options: VcOptions,
  isSigned: boolean,
): Promise<VpResult> {
  const envelope = readEnvelope(given, "presentation");
  if (envelope.state === "malformed") {
    return { verified: false, problems: envelope.problems, presentation: {}, credentials: [] };
  }
  const { document, jwt } = envelope;
  const problems: wire.ProblemDetail[] = checkPresentationFormat(document).issues.map(({ path, code }) =>
    problem("malformed", code, `${path === "" ? "The presentation" : path}: ${code}.`),
  );
  const proofs = isSigned ? await proofsOf(verifying, document, jwt, options) : [];
  problems.push(...proofs.flatMap(({ problem: found }) => found ?? []));
  const isProven = isSigned && proofs.every(({ problem: found }) => found === null);

  const inside = listOf(document.verifiableCredential);
  if (inside.length > MOST_CREDENTIALS) {
    problems.push(problem("range", "too-many-credentials", `More than ${MOST_CREDENTIALS} are not looked at.`));
  }
  const holder = holderOf(document);
  const credentials: VcResult[] = [];
  for (const credential of inside.slice(0, MOST_CREDENTIALS)) {
    if (!isObject(credential)) continue;
    const isSelfAsserted = isProven && holder !== null && issuerOf(credential) === holder;
    // Challenge, domain and purpose are those of the presentation's proof.
    credentials.push(await verifyCredential(verifying, credential, { checks: options.checks, isSelfAsserted }));
  }
  return {
    verified: problems.length === 0 && credentials.every(({ verified }) => verified),
    problems,
    presentation: stepsOf(proofs, holder, options),
    credentials,
  };
}

async function proofsOf(
  { loadDid, now }: VcVerifying,
  document: JsonObject,
  jwt: string | null,
  { expectedProofPurpose = "authentication", challenge, domain }: VcOptions,
): Promise<readonly CheckedProof[]> {
  // Nobody holds a presentation without a holder; its signature is still checked.
  const secured = { kind: "presentation", document, jwt, isSignerNamed: document.holder !== undefined } as const;
  const { proofs } = await proofOf(secured, {
    loadDid,
    now: now(),
    proofPurpose: expectedProofPurpose,
    inlineContexts: true,
    ...(challenge === undefined ? {} : { challenge }),
    ...(domain === undefined ? {} : { domain }),
  });
  if (jwt === null) return proofs;
  // What the holder signed to answer the verifier stands in the claims of the JWT.
  const { answer } = openPresentation(jwt);
  const [first, ...rest] = proofs;
  if (first === undefined || first.problem !== null) return proofs;
  if (challenge !== undefined && answer?.challenge !== challenge) {
    return [
      { ...first, problem: problem("challenge", "challenge-differs", "`nonce` is not this challenge.") },
      ...rest,
    ];
  }
  if (domain !== undefined && !listOf(answer?.domain).includes(domain)) {
    return [{ ...first, problem: problem("domain", "domain-differs", "`aud` is not this domain.") }, ...rest];
  }
  return proofs;
}

function stepsOf(
  proofs: readonly CheckedProof[],
  holder: string | null,
  { challenge, domain }: VcOptions,
): VpResult["presentation"] {
  const isFree = (...titles: readonly string[]) =>
    proofs.length > 0 && proofs.every(({ problem: found }) => found === null || !titles.includes(found.title));
  return {
    ...(challenge === undefined
      ? {}
      : { challenge: { verified: isFree("challenge-differs", "no-proof"), input: challenge } }),
    ...(domain === undefined ? {} : { domain: { verified: isFree("domain-differs", "no-proof"), input: domain } }),
    ...(holder === null
      ? {}
      : {
          holder: {
            verified: proofs.length > 0 && proofs.every(({ problem: found }) => found === null),
            input: holder,
          },
        }),
    proof: proofs.map(({ input, problem: found }) => ({ verified: found === null, input })),
  };
}

function holderOf(document: JsonObject): string | null {
  return idOf(document.holder);
}

function issuerOf(credential: JsonObject): string | null {
  return idOf(credential.issuer);
}

function idOf(value: JsonValue | undefined): string | null {
  const id = value !== undefined && isObject(value) ? value.id : value;
  return typeof id === "string" ? id : null;
}
