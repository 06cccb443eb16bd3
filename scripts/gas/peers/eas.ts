import { AbiCoder, Interface, id, type JsonRpcProvider, type LogDescription, Signature, type Wallet } from "ethers";
import { z } from "zod";
import { readEas } from "./installed.ts";

/** What one transaction of the Ethereum Attestation Service cost. */
export const EAS_ROWS = [
  "review",
  "reviewTen",
  "anchor",
  "anchorTen",
  "revokeOne",
  "revokeHundred",
  "revokeAttestation",
  "revokeHundredAttestations",
] as const;
export type EasTable = Readonly<Record<(typeof EAS_ROWS)[number], number>>;

type Deps = {
  readonly provider: JsonRpcProvider;
  /** Pays for what is relayed. */
  readonly relayer: Wallet;
  /** Accounts that sign; the first owns money too and sends what is not relayed. */
  readonly attesters: readonly Wallet[];
  /** Unix seconds. */
  readonly deadline: number;
};

const REVIEW = "bytes32 round,uint8 seat,bytes32 reviewDigest,uint256 ratings,uint32 sequence,uint40 deadline";
const CREDENTIAL = "bytes32 digest";
const NOBODY = `0x${"0".repeat(40)}`;
const NONE = `0x${"0".repeat(64)}`;
const ATTEST = {
  Attest: [
    { name: "attester", type: "address" },
    { name: "schema", type: "bytes32" },
    { name: "recipient", type: "address" },
    { name: "expirationTime", type: "uint64" },
    { name: "revocable", type: "bool" },
    { name: "refUID", type: "bytes32" },
    { name: "data", type: "bytes" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
};
const REVOKE = {
  Revoke: [
    { name: "revoker", type: "address" },
    { name: "schema", type: "bytes32" },
    { name: "uid", type: "bytes32" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint64" },
  ],
};
const PER_TRANSACTION = 25;

/**
 * Puts the published contracts on the chain and measures them: the same review (192 bytes, signed by its author and
 * relayed), the same roots, revocations. Accounts are used before anything is measured, as ours are.
 */
export async function measureEas({ provider, relayer, attesters, deadline }: Deps): Promise<EasTable> {
  const [owner] = attesters;
  if (owner === undefined) throw new Error("There is nobody to attest.");
  const artifacts = { registry: readEas("SchemaRegistry"), eas: readEas("EAS") };
  const registry = new Interface(artifacts.registry.abi);
  const eas = new Interface(artifacts.eas.abi);

  const send = async (from: Wallet, to: string | null, data: string) => {
    const response = await from.connect(provider).sendTransaction({ to, data });
    const receipt = await response.wait();
    if (receipt === null) throw new Error("The transaction was not recorded.");
    return receipt;
  };
  const deploy = async (bytecode: string, types: string[] = [], values: unknown[] = []) => {
    const args = AbiCoder.defaultAbiCoder().encode(types, values).slice(2);
    return z.string().parse((await send(relayer, null, bytecode + args)).contractAddress);
  };
  const registryAt = await deploy(artifacts.registry.bytecode);
  const at = await deploy(artifacts.eas.bytecode, ["address"], [registryAt]);
  const register = async (schema: string) => {
    const data = registry.encodeFunctionData("register", [schema, NOBODY, true]);
    const { logs } = await send(relayer, registryAt, data);
    return logs.map((log) => uidOf(registry.parseLog(log)))[0];
  };
  const schema = await register(REVIEW);
  const credentials = await register(CREDENTIAL);

  const read = async (name: string, values: readonly unknown[] = []) =>
    eas.decodeFunctionResult(name, await provider.call({ to: at, data: eas.encodeFunctionData(name, [...values]) }));
  const described = await read("eip712Domain");
  const domain = {
    name: z.string().parse(described.name),
    version: z.string().parse(described.version),
    chainId: z.bigint().parse(described.chainId),
    verifyingContract: at,
  };
  const nonceOf = async ({ address }: Wallet) => z.bigint().parse((await read("getNonce", [address]))[0]);
  const act = (from: Wallet, name: string, values: readonly unknown[]) =>
    send(from, at, eas.encodeFunctionData(name, [...values]));
  const gasOf = async (from: Wallet, name: string, values: readonly unknown[]) =>
    Number((await act(from, name, values)).gasUsed);

  let drawn = 0;
  const requestOf = (data: string) => ({
    recipient: NOBODY,
    expirationTime: 0,
    revocable: true,
    refUID: NONE,
    data,
    value: 0,
  });
  const reviewData = () => {
    drawn += 1;
    return AbiCoder.defaultAbiCoder().encode(
      REVIEW.split(",").map((field) => field.split(" ")[0] ?? ""),
      [id(`round ${drawn}`), 1, id(`review ${drawn}`), BigInt(id(`ratings ${drawn}`)) >> 188n, 1, deadline],
    );
  };
  const signed = async (attester: Wallet) => {
    const data = requestOf(reviewData());
    const nonce = await nonceOf(attester);
    const message = { ...data, attester: attester.address, schema, nonce, deadline };
    return { data, signature: Signature.from(await attester.signTypedData(domain, ATTEST, message)) };
  };
  const reviewBy = async (attester: Wallet) => {
    const { data, signature } = await signed(attester);
    return gasOf(relayer, "attestByDelegation", [{ schema, data, signature, attester: attester.address, deadline }]);
  };
  const reviewsBy = async (authors: readonly Wallet[]) => {
    const requests = await Promise.all(
      authors.map(async (attester) => {
        const { data, signature } = await signed(attester);
        return { schema, data: [data], signatures: [signature], attester: attester.address, deadline };
      }),
    );
    return gasOf(relayer, "multiAttestByDelegation", [requests]);
  };
  const attested = async (count: number) => {
    const data = Array.from({ length: count }, (_, i) => requestOf(id(`credential ${i}`)));
    const { logs } = await act(owner, "multiAttest", [[{ schema: credentials, data }]]);
    return logs.map((log) => uidOf(eas.parseLog(log)));
  };

  for (const attester of attesters) await reviewBy(attester);
  const [forOne, ...forHundred] = [
    ...(await attested(1)),
    ...(await attested(PER_TRANSACTION)),
    ...(await attested(PER_TRANSACTION)),
    ...(await attested(PER_TRANSACTION)),
    ...(await attested(PER_TRANSACTION)),
  ];
  const revoked = (uid: string | undefined) => ({ uid, value: 0 });
  const digests = (label: string, count: number) => Array.from({ length: count }, (_, i) => id(`${label} ${i}`));
  const revokeAttestation = async () => {
    const nonce = await nonceOf(owner);
    const message = { revoker: owner.address, schema: credentials, ...revoked(forOne), nonce, deadline };
    const signature = Signature.from(await owner.signTypedData(domain, REVOKE, message));
    const request = { schema: credentials, data: revoked(forOne), signature, revoker: owner.address, deadline };
    return gasOf(relayer, "revokeByDelegation", [request]);
  };
  return {
    review: await reviewBy(owner),
    reviewTen: await reviewsBy(attesters.slice(0, 10)),
    anchor: await gasOf(relayer, "timestamp", [id("root")]),
    anchorTen: await gasOf(relayer, "multiTimestamp", [digests("root", 10)]),
    revokeOne: await gasOf(owner, "revokeOffchain", [id("credential")]),
    revokeHundred: await gasOf(owner, "multiRevokeOffchain", [digests("credential", 100)]),
    revokeAttestation: await revokeAttestation(),
    revokeHundredAttestations: await gasOf(owner, "multiRevoke", [
      [{ schema: credentials, data: forHundred.map(revoked) }],
    ]),
  };
}

function uidOf(log: LogDescription | null): string {
  return z.string().parse(log?.args.uid);
}
