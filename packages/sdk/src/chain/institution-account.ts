import { AbiCoder, keccak256, TypedDataEncoder } from "ethers";
import { domainOf } from "../core/eip712.js";
import { PeersealError } from "../core/errors.js";
import { toHex } from "../core/hex.js";
import { parseAddress } from "../core/ids.js";
import type { Address, Hex } from "../core/types.js";
import type { ActionSigner, Call, SigningRequest } from "./actions.js";
import type { NetworkConnection } from "./connect.js";
import { InstitutionAccount__factory as Account } from "./generated/factories/governance/InstitutionAccount__factory.js";
import { namedRevert } from "./governance-errors.js";
import { type Sender, sendCall } from "./send.js";

const ACCOUNT = Account.createInterface();

const EXECUTE = {
  Execute: [
    { name: "target", type: "address" },
    { name: "value", type: "uint256" },
    { name: "data", type: "bytes" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
};
const APPROVE = { Approve: [{ name: "hash", type: "bytes32" }] };

/** An account that an institution holds by passkeys, on its chain. Source: `IInstitutionAccount`. */
export type InstitutionAccount = { readonly chainId: number; readonly address: Address };

/**
 * Puts an account for an institution without wallets on the chain. An institution admits it as its voter by
 * `AddKey` with the purpose GOVERN.
 *
 * @param options.signers passkeys: the network's verifier and a P-256 key each, 84 bytes (`passkeySigner(...).bytes`).
 * @param options.threshold how many of them must sign.
 * @throws PeersealError `Account_NotPasskey`, `contract-revert`, and as `sendCall`.
 */
export async function deployInstitutionAccount(
  sender: Sender,
  options: { readonly verifier: Address; readonly signers: readonly Hex[]; readonly threshold: number },
): Promise<Address> {
  const { data } = await new Account().getDeployTransaction(
    options.verifier,
    [...options.signers],
    BigInt(options.threshold),
  );
  try {
    const { contractAddress } = await sendCall(sender, { data: toHex(data) });
    if (contractAddress !== null) return parseAddress(contractAddress);
  } catch (error) {
    throw namedRevert(error);
  }
  throw new PeersealError("relay-failed", "The chain recorded no new contract.");
}

/**
 * A signer that acts by an institution's account, wherever a contract asks an account: votes, and every signed act.
 *
 * @param passkeys those that sign: as many as the account's threshold, each once.
 */
export function institutionAccountSigner(account: InstitutionAccount, passkeys: readonly ActionSigner[]): ActionSigner {
  return {
    bytes: account.address,
    sign: ({ digest }) => signTogether(passkeys, requestOf(account, APPROVE, { hash: digest })),
  };
}

/**
 * Makes the transaction by which anyone carries an act of the account, a proposal for instance.
 *
 * @param call what the account calls.
 * @param options.nonce `readAccountNonce`. @param options.deadline last second, Unix time, in which it may be carried.
 */
export async function signExecution(
  account: InstitutionAccount,
  passkeys: readonly ActionSigner[],
  call: Call,
  options: { readonly nonce: bigint; readonly deadline: number },
): Promise<Call> {
  const { nonce, deadline } = options;
  const message = { target: call.to, value: 0n, data: call.data, nonce, deadline };
  const signature = await signTogether(passkeys, requestOf(account, EXECUTE, message));
  const data = ACCOUNT.encodeFunctionData("execute", [call.to, 0n, call.data, nonce, deadline, signature]);
  return { to: account.address, data: toHex(data) };
}

/** Nonce of the account's next act. */
export async function readAccountNonce(
  reader: Pick<NetworkConnection, "call">,
  account: InstitutionAccount,
): Promise<bigint> {
  const answer = await reader.call(account.address, ACCOUNT.encodeFunctionData("nonce"), "latest");
  return ACCOUNT.decodeFunctionResult("nonce", answer)[0];
}

function requestOf(
  account: InstitutionAccount,
  types: SigningRequest["types"],
  message: SigningRequest["message"],
): SigningRequest {
  const domain = domainOf(account.chainId, account.address);
  return { domain, types, message, digest: toHex(TypedDataEncoder.hash(domain, types, message)) };
}

/** In the order of the signers' hashes, in which the contract sees at once that none signed twice. */
async function signTogether(passkeys: readonly ActionSigner[], request: SigningRequest): Promise<Hex> {
  const ordered = [...passkeys].sort((one, other) =>
    BigInt(keccak256(one.bytes)) < BigInt(keccak256(other.bytes)) ? -1 : 1,
  );
  const signatures: Hex[] = [];
  // One after the other: a person sees one prompt at a time.
  for (const passkey of ordered) signatures.push(await passkey.sign(request));
  return toHex(
    AbiCoder.defaultAbiCoder().encode(["bytes[]", "bytes[]"], [ordered.map(({ bytes }) => bytes), signatures]),
  );
}
