import { type ErrorDescription, Interface } from "ethers";
import { PeersealError } from "../core/errors.js";
import { isHex } from "../core/hex.js";
import { InstitutionAccount__factory as Account } from "./generated/factories/governance/InstitutionAccount__factory.js";
import { InstitutionGovernor__factory as Governor } from "./generated/factories/governance/InstitutionGovernor__factory.js";
import { plainArgs } from "./plain.js";
import { decodeRevert } from "./revert.js";

/** Errors of OpenZeppelin's TimelockController that reach who executes. */
const TIMELOCK = new Interface([
  "error TimelockInsufficientDelay(uint256 delay, uint256 minDelay)",
  "error TimelockUnauthorizedCaller(address caller)",
  "error TimelockUnexecutedPredecessor(bytes32 predecessorId)",
  "error TimelockUnexpectedOperationState(bytes32 operationId, bytes32 expectedStates)",
]);
const KNOWN: readonly Interface[] = [Governor.createInterface(), Account.createInterface(), TIMELOCK];

/**
 * `decodeRevert`, which also knows the errors of OpenZeppelin's contracts: those are `contract-revert` with
 * `details.name` and `details.args`.
 */
export function namedRevert(error: unknown): PeersealError {
  const decoded = decodeRevert(error);
  const { data } = decoded.details;
  if (decoded.code !== "contract-revert" || !isHex(data)) return decoded;
  for (const contract of KNOWN) {
    const found = parse(contract, data);
    if (found === null) continue;
    const args = plainArgs(found.args, found.fragment.inputs, "text");
    const details = { name: found.name, args, data };
    return new PeersealError("contract-revert", `The contract refuses: ${found.name}.`, { details, cause: error });
  }
  return decoded;
}

function parse(contract: Interface, data: string): ErrorDescription | null {
  try {
    return contract.parseError(data);
  } catch {
    // The selector fits and the arguments do not.
    return null;
  }
}
