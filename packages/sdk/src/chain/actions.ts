import type { ParamType, TypedDataDomain, TypedDataField } from "ethers";
import { ACTIONS, type ActionMessage, type ActionName, type ContractName, type SignedAction } from "../core/actions.js";
import { actionDigest, actionTypes, domainOf, signedMessage } from "../core/eip712.js";
import { PeersealError } from "../core/errors.js";
import type { Address, Hex, RoundId } from "../core/types.js";
import { INTERFACES } from "./abi.js";
import type { NetworkContracts } from "./connect.js";

/** What a signer is asked to sign. */
export type SigningRequest = {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  /** The members that are signed, with the deadline. */
  readonly message: Record<string, unknown>;
  /** EIP-712 digest of all that. */
  readonly digest: Hex;
};

/** Who acts: an account, or a passkey. */
export type ActionSigner = {
  /** ERC-7913 bytes: 20 of an account, or 84 of the network's verifier and a passkey. */
  readonly bytes: Hex;
  readonly sign: (request: SigningRequest) => Promise<Hex>;
};

/** A transaction without its sender. */
export type Call = { readonly to: Address; readonly data: Hex };

/** A signer that acts by an account: a wallet of ethers, or anything with these two members. */
export function accountSigner(wallet: {
  readonly address: string;
  signTypedData(
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ): Promise<string>;
}): ActionSigner {
  return {
    bytes: hex(wallet.address),
    sign: async ({ domain, types, message }) => hex(await wallet.signTypedData(domain, types, message)),
  };
}

/**
 * Signs an act, so that anyone who pays the gas may record it.
 *
 * @param options.deadline last second, Unix time, in which it may be recorded.
 */
export async function signAction<N extends ActionName>(
  signer: ActionSigner,
  network: NetworkContracts,
  action: N,
  message: ActionMessage<N>,
  options: { readonly deadline: number },
): Promise<SignedAction<N>> {
  const { deadline } = options;
  const domain = domainOf(network.chainId, network.contracts[ACTIONS[action].contract]);
  const signature = await signer.sign({
    domain,
    types: actionTypes(action),
    message: signedMessage(action, message, deadline),
    digest: actionDigest(domain, action, message, deadline),
  });
  const authorization = { signer: signer.bytes, deadline, signature };
  // The compiler cannot see that a conditional type of a type parameter is this object.
  return { action, message, authorization } as unknown as SignedAction<N>;
}

/** The transaction that records a signed act. */
export function encodeAction(network: NetworkContracts, signed: SignedAction): Call {
  const { contract, method } = ACTIONS[signed.action];
  return encodeCall(network, contract, method, argumentsOf(signed, inputsOf(contract, method)));
}

/**
 * One transaction for many acts: appointments, seals, reviews, or anchors. Those recorded identically already are skipped by the contract.
 *
 * @throws PeersealError `action-unsupported` for other acts, or a mixture.
 */
export function encodeActions(network: NetworkContracts, signed: readonly SignedAction[]): Call {
  const [first] = signed;
  const many = first === undefined ? undefined : MANY[first.action];
  if (first === undefined || many === undefined || signed.some(({ action }) => action !== first.action)) {
    throw new PeersealError(
      "action-unsupported",
      "Only appointments, seals, reviews, or anchors can be recorded many at once.",
    );
  }
  const { contract, method } = ACTIONS[first.action];
  const inputs = inputsOf(contract, method);
  const structs = signed.map((one) => argumentsOf(one, inputs)[0]);
  return encodeCall(network, contract, many, [structs, signed.map(({ authorization }) => authorization)]);
}

const MANY: Partial<Record<ActionName, string>> = {
  AppointSeat: "appointMany",
  Seal: "sealMany",
  Review: "submitMany",
  Anchor: "anchorMany",
};

/** The transaction that closes a round; anyone may send it once its reply window is over. */
export function encodeClose(network: NetworkContracts, round: RoundId): Call {
  return encodeCall(network, "rounds", "close", [round]);
}

/** The transaction that makes a policy decide a closed round; anyone may send it. */
export function encodeDecide(policy: Address, round: RoundId): Call {
  return { to: policy, data: hex(INTERFACES.policy.encodeFunctionData("decide", [round])) };
}

function encodeCall(network: NetworkContracts, contract: ContractName, method: string, args: unknown[]): Call {
  return { to: network.contracts[contract], data: hex(INTERFACES[contract].encodeFunctionData(method, args)) };
}

function inputsOf(contract: ContractName, method: string): readonly ParamType[] {
  const fragment = INTERFACES[contract].getFunction(method);
  if (fragment === null) throw new TypeError(`${contract} has no method ${method}.`);
  return fragment.inputs;
}

/** Members of the message in the order of the method's parameters; a struct gathers the members that it names. */
function argumentsOf({ message, authorization }: SignedAction, inputs: readonly ParamType[]): unknown[] {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(message));
  return inputs.map(({ name, type, components }, i) => {
    if (i === inputs.length - 1) return authorization;
    if (components === null || type !== "tuple" || values.has(name)) return values.get(name);
    return Object.fromEntries(components.map((member) => [member.name, values.get(member.name)]));
  });
}

function hex(text: string): Hex {
  return `0x${text.slice(2).toLowerCase()}`;
}
