import { PeersealError } from "../core/errors.js";
import { parseHex32, versionUrn } from "../core/ids.js";
import { qualityAt } from "../core/judge/quality.js";
import type { QualityAt } from "../core/judge/verdict.js";
import type { Hex, NetworkId, VersionId } from "../core/types.js";
import type { NetworkConnection } from "./connect.js";
import { gather } from "./evidence.js";

/** State of quality of a version, and the block that it reflects; `time` in Unix seconds. */
export type QualityReading = {
  readonly quality: QualityAt;
  readonly block: { readonly network: NetworkId; readonly number: number; readonly hash: Hex; readonly time: number };
};

/**
 * Which decision stands on a version, at the last final block and by that block's time: what an issuer states in a
 * credential, and what `decisionEndorsement` renders.
 *
 * @throws `not-found` where the network has no such version; `chain-unreachable` where the chain does not answer
 */
export async function readQuality(connection: NetworkConnection, version: VersionId): Promise<QualityReading> {
  const { network } = connection;
  // A credential that names nothing but the version asks about nothing else.
  const credential = { credentialSubject: { achievement: { id: versionUrn(network, version) } } };
  const evidence = await gather(connection, { opened: { credential, receipt: null }, keyHints: [] });
  if (evidence.state === "unavailable") throw new PeersealError("chain-unreachable", evidence.detail);
  const { block, versions, institutions } = evidence.facts;
  const facts = versions.find(({ id }) => id === version);
  if (facts === undefined) throw new PeersealError("not-found", `There is no version ${version} in this network.`);
  const { number, time } = block;
  const hash = await hashOf(connection, number);
  return { quality: qualityAt(facts, institutions, time), block: { network, number, hash, time } };
}

async function hashOf({ provider }: NetworkConnection, number: number): Promise<Hex> {
  try {
    return parseHex32((await provider.getBlock(number))?.hash ?? "");
  } catch (cause) {
    throw new PeersealError("chain-unreachable", `The chain does not tell block ${number}.`, { cause });
  }
}
