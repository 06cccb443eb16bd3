import { sha256 } from "../core/digest.js";
import { institutionUrn, versionUrn } from "../core/ids.js";
import { canonical } from "../core/json.js";
import { utf8 } from "../core/text.js";
import type { JsonObject } from "../core/types.js";
import { OB_CONTEXT, PEERSEAL_CONTEXT, VC_CONTEXT } from "./contexts.js";
import { type DecisionInput, decisionDocument, requireDecision } from "./decision-document.js";
import { decisionTexts, outcomeWords } from "./decision-text.js";
import type { CredentialIssuer } from "./issue.js";
import { languageMap } from "./language-map.js";
import { issuerProfile } from "./profile.js";
import { panelNodes, qualityNode, timeText } from "./quality-node.js";

/**
 * The decision on a course version as an unsigned Open Badges 3.0 `EndorsementCredential` of an institution: its subject
 * is the version, its content {@link decisionDocument} as data and in words. Deterministic: the same block, version and
 * issuer give the same credential, its id included. It is a copy for readers of Open Badges; a verifier of ours takes
 * quality from the chain only.
 *
 * @throws `issue-invalid` where no decision was taken
 *
 * @example
 * const endorsement = decisionEndorsement({ version, quality, block, issuer });
 * await signCredential(endorsement, key, { created: String(endorsement.validFrom) });
 */
export function decisionEndorsement(input: DecisionInput & { readonly issuer: CredentialIssuer }): JsonObject {
  const { version, quality, block, issuer } = input;
  const { network } = block;
  const decision = requireDecision(quality);
  const document = decisionDocument(input);
  const texts = decisionTexts(input);
  const outcome = outcomeWords(decision.outcome);
  return {
    "@context": [VC_CONTEXT, OB_CONTEXT, PEERSEAL_CONTEXT],
    id: derivedUrn({ issuer: issuer.did, document }),
    type: ["VerifiableCredential", "EndorsementCredential"],
    name: `Review result: ${outcome.en} / レビュー結果：${outcome.ja}`,
    issuer: issuerProfile(network, issuer),
    validFrom: timeText(block.time),
    // A decision whose time is over is still what was decided; only one that lasts ends its endorsement with itself.
    ...(decision.expiresAt === null || decision.expiresAt < block.time
      ? {}
      : { validUntil: timeText(decision.expiresAt) }),
    credentialSubject: {
      id: versionUrn(network, version),
      type: ["EndorsementSubject"],
      endorsementComment: `${texts.en}\n\n${texts.ja}`,
      qualityState: quality.state,
      decisionText: languageMap(texts),
      qualityAssurance: {
        ...qualityNode(decision, block),
        convenedBy: institutionUrn(network, decision.convener.institution),
        decisionFlag: [...quality.flags],
        panelSeat: panelNodes(decision, network),
      },
      statementBody: document,
    },
  };
}

/** A UUID of version 8 (RFC 9562) from the SHA-256 of a document: the same document has the same id. */
export function derivedUrn(document: JsonObject): string {
  const hex = sha256(utf8(canonical(document))).slice(2);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return `urn:uuid:${parts.join("-")}-${hex.slice(20, 32)}`;
}
