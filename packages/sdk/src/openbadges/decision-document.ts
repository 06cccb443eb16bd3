import { PeersealError } from "../core/errors.js";
import { institutionUrn, networkUrn, versionUrn } from "../core/ids.js";
import type { JsonObject, VersionId } from "../core/types.js";
import { type ChainBlock, type ShownDecision, type ShownQuality, timeText } from "./quality-node.js";

/** A version, what the chain says about its quality, and the block that says so. */
export type DecisionInput = {
  readonly version: VersionId;
  readonly quality: ShownQuality;
  readonly block: ChainBlock;
};

/**
 * The decision that is shown for a version at a block: `peerseal.decision/1`. The same for everybody who asks the chain
 * about this block; it is hashed nowhere, and a verifier asks the chain instead.
 *
 * @throws `issue-invalid` where no decision was taken
 */
export function decisionDocument({ version, quality, block }: DecisionInput): JsonObject {
  const { network } = block;
  const decision = requireDecision(quality);
  return {
    schema: "peerseal.decision/1",
    version: versionUrn(network, version),
    asOf: { network, block: block.number, hash: block.hash, time: timeText(block.time) },
    state: quality.state,
    flags: [...quality.flags],
    outcome: decision.outcome,
    route: decision.route,
    round: networkUrn(network, "round", decision.round),
    rubric: networkUrn(network, "rubric", decision.rubric),
    policy: decision.policy,
    listed: decision.listed,
    decidedAt: timeText(decision.decidedAt),
    expiresAt: decision.expiresAt === null ? null : timeText(decision.expiresAt),
    carried: decision.carried === null ? null : { at: timeText(decision.carried.at), steps: decision.carried.steps },
    convener: { id: institutionUrn(network, decision.convener.institution), name: decision.convener.name },
    panel: decision.panel.map(({ role, institution, name, flags }) => ({
      role,
      appointedBy: { id: institutionUrn(network, institution), name },
      flags: [...flags],
    })),
  };
}

/** @throws `issue-invalid` where no decision was taken */
export function requireDecision({ decision }: ShownQuality): ShownDecision {
  if (decision !== null) return decision;
  throw new PeersealError("issue-invalid", "No decision on this version has been taken.");
}
