import {
  ERRORS,
  encodeActions,
  type Hex,
  PeersealError,
  parseAddress,
  parseRoundId,
  parseSignedAction,
  readDecision,
  readRound,
} from "@peerseal/sdk";
import { z } from "zod";
import type { RelayRow } from "../store/relays.js";
import type { RelayFailure } from "../store/tables/relaying.js";
import { keptOf } from "../store/transactions.js";
import type { RelayerDeps } from "./deps.js";

type Asking = Pick<RelayerDeps, "db" | "chain" | "connection">;

/** Where the chain holds an act. `hash`: of our transaction; null: of somebody else's, which is not known. */
export type OnChain = { readonly hash: Hex | null; readonly block: number };

/** Where an order ends that the contract refuses now. */
export type Outcome =
  | ({ readonly kind: "recorded" } & OnChain)
  | { readonly kind: "failed"; readonly failure: RelayFailure };

/**
 * What a refusal means: an act that is on chain already has reached its end, whoever sent it; anything else is failed.
 *
 * @throws PeersealError `chain-unreachable`
 */
export async function outcomeOf(deps: Asking, relay: RelayRow, refusal: PeersealError): Promise<Outcome> {
  const recorded = await recordOf(deps, relay);
  return recorded === null ? { kind: "failed", failure: failureOf(refusal) } : { kind: "recorded", ...recorded };
}

/** Where the chain holds an act now; null: it does not. @throws PeersealError `chain-unreachable` */
export async function recordOf(deps: Asking, relay: RelayRow): Promise<OnChain | null> {
  for (const { hash } of await keptOf(deps.db, relay.id)) {
    const own = await deps.chain.mined(hash);
    if (own?.succeeded === true) return { hash, block: own.block };
  }
  return (await isRecorded(deps, relay)) ? { hash: null, block: await deps.chain.newest() } : null;
}

const OfRound = z.object({ round: z.string() });
/** Stages of a round after its end (`Stage` in contracts/types). */
const ENDED: ReadonlySet<number> = new Set([4, 5]);

/** Whether the chain holds this very act. Of acts that it cannot tell apart from similar ones: false. */
async function isRecorded(deps: Pick<Asking, "chain" | "connection">, relay: RelayRow): Promise<boolean> {
  const { connection } = deps;
  switch (relay.action) {
    case "Anchor":
    case "AppointSeat":
    case "Seal":
    case "Review":
      return isSkipped(deps, relay);
    case "CloseRound": {
      const { round } = OfRound.parse(relay.message);
      return ENDED.has((await readRound(connection, parseRoundId(round))).stage);
    }
    case "DecideRound": {
      const { round } = OfRound.parse(relay.message);
      return (await readDecision(connection, parseAddress(relay.target), parseRoundId(round))).outcome !== 0;
    }
    default:
      return false;
  }
}

/** Recording many skips those recorded identically; without a signature it can do nothing else, and so refuses. */
async function isSkipped(
  { chain, connection }: Pick<Asking, "chain" | "connection">,
  { action, message, signer }: RelayRow,
): Promise<boolean> {
  const act = parseSignedAction({ action, message, authorization: { signer, deadline: 0, signature: "0x" } });
  const { to, data } = encodeActions(connection, [act]);
  return (await refusalOf(chain.call(to, data))) === null;
}

/** Why a transaction that is in a block did nothing. @throws PeersealError `chain-unreachable` */
export async function reasonOf(
  { chain }: Pick<Asking, "chain">,
  relay: RelayRow,
  block: number,
): Promise<PeersealError> {
  const refusal = await refusalOf(chain.call(relay.target, relay.calldata, block));
  return refusal ?? new PeersealError("contract-revert", "The transaction was refused in its block, and no longer is.");
}

/** What the chain has against something; null: nothing. @throws PeersealError `chain-unreachable` */
export async function refusalOf(what: Promise<unknown>): Promise<PeersealError | null> {
  try {
    await what;
    return null;
  } catch (error) {
    if (!(error instanceof PeersealError) || error.code === "chain-unreachable") throw error;
    return error;
  }
}

/** An error as it is kept: facts only, never its cause, which may hold the address of a paid endpoint. */
export function failureOf(error: PeersealError): RelayFailure {
  const details: unknown = JSON.parse(
    JSON.stringify(error.details, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
  );
  const facts = typeof details === "object" && details !== null ? details : {};
  return { code: error.code in ERRORS ? error.code : "contract-revert", message: error.message, details: facts };
}
