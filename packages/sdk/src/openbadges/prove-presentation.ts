import { holderNamed } from "../core/credential/format-presentation.js";
import type { ProofEvidence } from "../core/judge/evidence.js";
import { decodePresentationJwt } from "../core/presentation/jwt.js";
import type { OpenedPresentation } from "../core/presentation/open.js";
import { member } from "../core/values.js";
import { proveDecodedJwt } from "./jwt.js";
import { type ProveOptions, prove } from "./prove.js";

/**
 * Checks every proof of a presentation, each for the purpose `authentication`: signatures and the holder's keys, not what
 * the proofs answer to a verifier, which `judgePresentation` compares. `controlledByIssuer` speaks of the holder.
 *
 * @throws the `json-*` codes where the presentation is no JSON
 */
export async function provePresentation(
  opened: OpenedPresentation,
  { loadDid, now }: Pick<ProveOptions, "loadDid" | "now"> = {},
): Promise<ProofEvidence> {
  const options = {
    proofPurpose: "authentication" as const,
    ...(loadDid === undefined ? {} : { loadDid }),
    ...(now === undefined ? {} : { now }),
  };
  const { presentation, jwt, digest } = opened;
  const inside = member(presentation, "proof") === undefined ? [] : (await prove(presentation, options)).proofs;
  if (jwt === null) return { digest, proofs: inside };
  const { header, payload } = decodePresentationJwt(jwt);
  const kid = member(header, "kid");
  // Without a holder the key's own DID stands in, so that the signature at least is checked; nothing is said of a holder.
  const signer = holderNamed(presentation) ?? (typeof kid === "string" ? (kid.split("#")[0] ?? kid) : "");
  const first = await proveDecodedJwt(
    jwt,
    { header, payload, credential: { ...presentation, issuer: signer } },
    options,
  );
  return { digest, proofs: [first, ...inside] };
}
