import { type FunctionFragment, getBytes, Interface, type ParamType } from "ethers";
import { ACTIONS, type ActionName, type SignedAction } from "../core/actions.js";
import { INTERFACES } from "./abi.js";
import type { Call } from "./actions.js";
import type { NetworkContracts } from "./connect.js";
import { InstitutionGovernor__factory as Governor } from "./generated/factories/governance/InstitutionGovernor__factory.js";
import { plain, plainArgs } from "./plain.js";

/** Settings of the members' governor and its timelock, which they change by proposal. */
const SETTINGS: readonly Interface[] = [
  Governor.createInterface(),
  new Interface([
    "function updateDelay(uint256 newDelay)",
    "function grantRole(bytes32 role, address account)",
    "function revokeRole(bytes32 role, address account)",
  ]),
];

/** What a call does: an act that we know, a setting of governance itself, or something that no interface of ours knows. */
export type DecodedCall =
  | { readonly kind: "act"; readonly act: SignedAction }
  | { readonly kind: "setting"; readonly method: string; readonly args: Readonly<Record<string, unknown>> }
  | { readonly kind: "unknown"; readonly call: Call };

/**
 * Reads a call as a proposal holds it. Only calls to the network's own contracts are read as acts: the same bytes sent
 * elsewhere mean something else.
 *
 * @param governing addresses of governor and timelock, whose settings are known.
 */
export function decodeCall(network: NetworkContracts, governing: readonly string[], call: Call): DecodedCall {
  return actOf(network, call) ?? settingOf(governing, call) ?? { kind: "unknown", call };
}

function actOf({ contracts }: NetworkContracts, { to, data }: Call): DecodedCall | null {
  for (const [action, { contract, method }] of entriesOf(ACTIONS)) {
    if (contracts[contract] !== to) continue;
    const fragment = INTERFACES[contract].getFunction(method);
    if (fragment === null || !data.startsWith(fragment.selector)) continue;
    const args = argumentsOf(INTERFACES[contract], fragment, data);
    const authorization = args?.at(-1);
    if (args === null || authorization === undefined) return null;
    const members = args.slice(0, -1).map(([type, value]) => memberOf(action, type, value));
    const act = {
      action,
      message: Object.assign({}, ...members),
      authorization: plain(authorization[1], authorization[0], "text"),
    };
    // Decoded by the ABI that the type is made of.
    return { kind: "act", act: act as SignedAction };
  }
  return null;
}

/** A parameter as members of the message: a struct that the message does not name gives its own members. */
function memberOf(action: ActionName, type: ParamType, value: unknown): object {
  const isMember = ACTIONS[action].fields.some(([name]) => name === type.name);
  const read = plain(value, type, "text");
  return type.components !== null && !isMember && typeof read === "object" ? read : { [nameOf(type)]: read };
}

const nameOf = (type: ParamType): string => type.name.replace(/_$/, "");

function settingOf(governing: readonly string[], { to, data }: Call): DecodedCall | null {
  if (!governing.includes(to)) return null;
  for (const contract of SETTINGS) {
    const fragment = contract.getFunction(data.slice(0, 10));
    const args = fragment === null ? null : argumentsOf(contract, fragment, data);
    if (fragment === null || args === null) continue;
    const values = args.map(([, value]) => value);
    return { kind: "setting", method: fragment.name, args: plainArgs(values, fragment.inputs, "text") };
  }
  return null;
}

/** Parameters with their values; null: the data are no arguments of it. */
function argumentsOf(
  contract: Interface,
  fragment: FunctionFragment,
  data: string,
): readonly (readonly [ParamType, unknown])[] | null {
  try {
    const values = [...contract.decodeFunctionData(fragment, getBytes(data))];
    return fragment.inputs.map((type, i) => [type, values[i]] as const);
  } catch {
    // Whoever proposes may put any bytes behind a selector.
    return null;
  }
}

function entriesOf<K extends string, V>(of: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  // The keys of a literal are its own.
  return Object.entries(of) as [K, V][];
}
