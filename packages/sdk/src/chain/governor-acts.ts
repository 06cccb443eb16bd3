import { AbiCoder, type Interface, keccak256 } from "ethers";
import { toHex } from "../core/hex.js";
import { parseAddress } from "../core/ids.js";
import type { Address } from "../core/types.js";
import type { Call } from "./actions.js";
import { InstitutionGovernor__factory as Governor } from "./generated/factories/governance/InstitutionGovernor__factory.js";
import type { Proposal, Support } from "./governance.js";

const GOVERNOR: Interface = Governor.createInterface();
/** In the order of OpenZeppelin's GovernorCountingSimple. */
const SUPPORTS: readonly Support[] = ["against", "for", "abstain"];

/** What a member does at the governor by a call. */
export type GovernorAct =
  | { readonly kind: "vote"; readonly proposal: bigint; readonly support: Support }
  | { readonly kind: "propose"; readonly proposal: Proposal }
  | { readonly kind: "cancel"; readonly proposal: bigint };

/**
 * Reads a call as a vote, a proposal, or its taking back, so that whoever is asked to sign it can be told what it does.
 *
 * @returns null for every other call, also one to somewhere else, one that sends money, and one with bytes behind its
 * end: what is not told whole is not told.
 */
export function decodeGovernorAct(governor: Address, { to, data }: Call): GovernorAct | null {
  const fragment = to === governor ? GOVERNOR.getFunction(data.slice(0, 10)) : null;
  if (fragment === null) return null;
  try {
    const args = [...GOVERNOR.decodeFunctionData(fragment, data)];
    if (GOVERNOR.encodeFunctionData(fragment, args) !== data) return null;
    return actOf(fragment.name, args);
  } catch {
    // Whoever hands a call on may put any bytes behind a selector.
    return null;
  }
}

function actOf(method: string, args: readonly unknown[]): GovernorAct | null {
  if (method === "castVote") {
    const support = SUPPORTS[Number(args[1])];
    return support === undefined ? null : { kind: "vote", proposal: BigInt(String(args[0])), support };
  }
  if (method !== "propose" && method !== "cancel") return null;
  const [targets, values, datas, words] = args;
  if (!Array.isArray(targets) || !Array.isArray(values) || !Array.isArray(datas)) return null;
  if (values.some((value) => value !== 0n)) return null;
  if (method === "cancel") {
    const types = ["address[]", "uint256[]", "bytes[]", "bytes32"];
    const encoded = AbiCoder.defaultAbiCoder().encode(types, [[...targets], [...values], [...datas], words]);
    return { kind: "cancel", proposal: BigInt(keccak256(encoded)) };
  }
  if (targets.length !== datas.length) return null;
  const calls = [...targets].map((target, i) => ({
    to: parseAddress(String(target).toLowerCase()),
    data: toHex(String(datas[i])),
  }));
  return { kind: "propose", proposal: { calls, description: String(words) } };
}
