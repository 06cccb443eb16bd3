import { AbiCoder, Interface, keccak256, TypedDataEncoder } from "ethers";
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

const ACCOUNT: Interface = Account.createInterface();
/** OpenZeppelin's IERC7913SignatureVerifier; it answers with its own selector. */
const VERIFIER = new Interface(["function verify(bytes key, bytes32 hash, bytes signature) view returns (bytes4)"]);
const VERIFIED = VERIFIER.getFunction("verify")?.selector ?? "";
/** So many passkeys of an account are read; an office has a few. */
const MOST_SIGNERS = 1_000n;

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

/** An act of an account, as its passkeys sign it. */
export type Execution = {
  readonly account: InstitutionAccount;
  /** What the account calls. */
  readonly call: Call;
  /** `readAccountNonce`. */
  readonly nonce: bigint;
  /** Last second, Unix time, in which it may be carried. */
  readonly deadline: number;
};

/** What one passkey signed. `signer`: its 84 bytes. */
export type PartSignature = { readonly signer: Hex; readonly signature: Hex };

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
  const execution = { account, call, ...options };
  const parts: PartSignature[] = [];
  // One after the other: a person sees one prompt at a time.
  for (const passkey of passkeys) parts.push(await signPart(execution, passkey));
  return encodeExecution(execution, parts);
}

/** Signs an act by one of the account's passkeys; others may sign it elsewhere. */
export async function signPart(execution: Execution, passkey: ActionSigner): Promise<PartSignature> {
  return { signer: passkey.bytes, signature: await passkey.sign(requestOfExecution(execution)) };
}

/**
 * The transaction by which anyone carries an act.
 *
 * @param parts of as many passkeys as the account's threshold, each once.
 */
export function encodeExecution(execution: Execution, parts: readonly PartSignature[]): Call {
  const { account, call, nonce, deadline } = execution;
  const args = [call.to, 0n, call.data, nonce, deadline, encodeParts(parts)] as const;
  return { to: account.address, data: toHex(ACCOUNT.encodeFunctionData("execute", args)) };
}

/**
 * Whether a passkey signed this act: the network's verifier is asked.
 *
 * @throws PeersealError `chain-unreachable`
 */
export async function isPartOf(
  reader: Pick<NetworkConnection, "call">,
  execution: Execution,
  { signer, signature }: PartSignature,
): Promise<boolean> {
  const [verifier, key] = [parseAddress(signer.slice(0, 42)), `0x${signer.slice(42)}`];
  const asked = VERIFIER.encodeFunctionData("verify", [key, requestOfExecution(execution).digest, signature]);
  const answer = await orNull(reader.call(verifier, asked, "latest"));
  return answer?.startsWith(VERIFIED) === true;
}

/** Who holds an account by which passkeys. */
export type AccountHolders = {
  /** Passkeys, 84 bytes each. */
  readonly signers: readonly Hex[];
  /** How many of them must sign. */
  readonly threshold: number;
};

/**
 * The passkeys of an account; null where the address is no account of the kind that institutions hold by passkeys.
 *
 * @throws PeersealError `chain-unreachable`
 */
export async function readAccountHolders(
  reader: Pick<NetworkConnection, "call">,
  { address }: InstitutionAccount,
): Promise<AccountHolders | null> {
  const ask = (method: "threshold" | "getSigners", args: readonly bigint[]) =>
    orNull(
      reader
        .call(address, ACCOUNT.encodeFunctionData(method, args), "latest")
        .then((answer): unknown => (answer === "0x" ? null : ACCOUNT.decodeFunctionResult(method, answer)[0])),
    );
  const [threshold, signers] = await Promise.all([ask("threshold", []), ask("getSigners", [0n, MOST_SIGNERS])]);
  if (typeof threshold !== "bigint" || !Array.isArray(signers)) return null;
  return { signers: [...signers].map((one) => toHex(String(one))), threshold: Number(threshold) };
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

function requestOfExecution({ account, call, nonce, deadline }: Execution): SigningRequest {
  return requestOf(account, EXECUTE, { target: call.to, value: 0n, data: call.data, nonce, deadline });
}

async function signTogether(passkeys: readonly ActionSigner[], request: SigningRequest): Promise<Hex> {
  const parts: PartSignature[] = [];
  // One after the other: a person sees one prompt at a time.
  for (const passkey of passkeys) parts.push({ signer: passkey.bytes, signature: await passkey.sign(request) });
  return encodeParts(parts);
}

/** In the order of the signers' hashes, in which the contract sees at once that none signed twice. */
function encodeParts(parts: readonly PartSignature[]): Hex {
  const ordered = [...parts].sort((one, other) =>
    BigInt(keccak256(one.signer)) < BigInt(keccak256(other.signer)) ? -1 : 1,
  );
  const [signers, signatures] = [ordered.map(({ signer }) => signer), ordered.map(({ signature }) => signature)];
  return toHex(AbiCoder.defaultAbiCoder().encode(["bytes[]", "bytes[]"], [signers, signatures]));
}

/** What a contract says that is none of ours is nothing; that nobody answers is a fault. */
async function orNull<T>(what: Promise<T>): Promise<T | null> {
  try {
    return await what;
  } catch (error) {
    if (error instanceof PeersealError && error.code === "chain-unreachable") throw error;
    return null;
  }
}
