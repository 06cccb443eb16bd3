import { PeersealError } from "../core/errors.js";
import { institutionUrn, networkUrn, parseNetworkId } from "../core/ids.js";
import type { QualityAt } from "../core/judge/verdict.js";
import type { Hex, JsonObject, NetworkId } from "../core/types.js";

/** A block of a network's chain. */
export type ChainBlock = {
  readonly network: NetworkId;
  readonly number: number;
  readonly hash: Hex;
  /** Unix seconds. */
  readonly time: number;
};

/** The decision that {@link QualityAt} shows, with ids as plain hex as HTTP answers give them. */
export type ShownDecision = Omit<NonNullable<QualityAt["decision"]>, "round" | "rubric"> & {
  readonly round: Hex;
  readonly rubric: Hex;
};

/** State of quality of a version as {@link QualityAt} or an HTTP answer tells it. */
export type ShownQuality = Omit<QualityAt, "decision"> & { readonly decision: ShownDecision | null };

/** The block that a statement reflects, as the member `asOfBlock`. */
export function blockNode({ network, number, hash, time }: ChainBlock): JsonObject {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new PeersealError("issue-invalid", "a block number is a whole number", { details: { number } });
  }
  return {
    type: "ChainState",
    chainNetwork: parseNetworkId(network).id,
    blockNumber: number,
    blockHash: hash,
    blockTime: timeText(time),
  };
}

/** The member `qualityAssurance`: which decision stood at a block. A pointer; verifiers ask the chain. */
export function qualityNode(decision: ShownDecision, block: ChainBlock): JsonObject {
  const { network } = block;
  return {
    id: `${networkUrn(network, "round", decision.round)}#decision`,
    type: "QualityDecision",
    reviewRubric: networkUrn(network, "rubric", decision.rubric),
    reviewRoute: decision.route,
    decisionOutcome: decision.outcome,
    decidedAt: timeText(decision.decidedAt),
    ...(decision.expiresAt === null ? {} : { decisionExpiresAt: timeText(decision.expiresAt) }),
    asOfBlock: blockNode(block),
  };
}

/** Seats of the panel in their order: roles and the institutions that appointed them; the chain knows no persons. */
export function panelNodes(decision: ShownDecision, network: NetworkId): JsonObject[] {
  return decision.panel.map(({ role, institution }, seat) => ({
    id: `${networkUrn(network, "round", decision.round)}#seat-${seat}`,
    type: "PanelSeat",
    seatNumber: seat,
    seatRole: role,
    appointedBy: institutionUrn(network, institution),
  }));
}

/** `YYYY-MM-DDTHH:MM:SSZ` of Unix seconds. */
export function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
