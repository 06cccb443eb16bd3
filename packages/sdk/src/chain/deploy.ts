import { Interface, type InterfaceAbi } from "ethers";
import { PeersealError } from "../core/errors.js";
import { networkId, parseAddress } from "../core/ids.js";
import type { Address, Hex, NetworkId } from "../core/types.js";
import type { NetworkContracts } from "./connect.js";
import { type NetworkDesign, type PlannedContract, type PlannedName, planDeployment } from "./deploy-plan.js";
import { RubricRegistry__factory as RubricRegistry } from "./generated/factories/course/RubricRegistry__factory.js";
import { InstitutionGovernor__factory as InstitutionGovernor } from "./generated/factories/governance/InstitutionGovernor__factory.js";
import { SoleGovernor__factory as SoleGovernor } from "./generated/factories/governance/SoleGovernor__factory.js";
import { IMembersGovernor__factory as MembersGovernor } from "./generated/factories/interfaces/IMembersGovernor__factory.js";
import { PasskeyVerifier__factory as PasskeyVerifier } from "./generated/factories/libraries/PasskeyVerifier__factory.js";
import { MemberRegistry__factory as MemberRegistry } from "./generated/factories/network/MemberRegistry__factory.js";
import { NetworkDirectory__factory as NetworkDirectory } from "./generated/factories/network/NetworkDirectory__factory.js";
import { VerificationLens__factory as VerificationLens } from "./generated/factories/network/VerificationLens__factory.js";
import { FollowUpRegistry__factory as FollowUpRegistry } from "./generated/factories/round/FollowUpRegistry__factory.js";
import { QualityPolicy__factory as QualityPolicy } from "./generated/factories/round/QualityPolicy__factory.js";
import { RoundRegistry__factory as RoundRegistry } from "./generated/factories/round/RoundRegistry__factory.js";
import { type Recorded, type Sender, sendRecorded } from "./send.js";

/** What a new network is made of, and who pays for it; the payer has no say afterwards. */
export type DeployOptions = NetworkDesign & { readonly sender: Sender; readonly chainId: number };

/** Every contract of a network by name; institutions, courses and credentials are one contract. */
export type DeployedContracts = NetworkContracts["contracts"] & {
  readonly verifier: Address;
  readonly governor: Address;
  /** What acts for governance: the governor's timelock, or the one account. */
  readonly timelock: Address;
  readonly policy: Address;
  readonly lens: Address;
};

/** A network as it was deployed. */
export type Deployment = {
  readonly network: NetworkId;
  readonly chainId: number;
  readonly contracts: DeployedContracts;
  /** Block of the first contract: logs of the network begin here. */
  readonly deployedAtBlock: number;
};

/**
 * Puts a new network on a chain, contract by contract. The sender's account must send nothing else meanwhile: addresses
 * follow from its nonces.
 *
 * @throws PeersealError as {@link sendCall}.
 */
export async function deployNetwork({ sender, chainId, ...design }: DeployOptions): Promise<Deployment> {
  const first = await sendRecorded(sender, { data: creationOf({ name: "PasskeyVerifier", args: [] }) });
  const { from: deployer, nonce: firstNonce } = first.response;
  const { contracts, addresses } = planDeployment({ deployer, firstNonce }, design);
  const [verifier, ...others] = contracts;
  requireAddress(first, verifier?.address);
  for (const contract of others) {
    requireAddress(await sendRecorded(sender, { data: creationOf(contract) }), contract.address);
  }
  const { members, ...rest } = addresses;
  return {
    network: networkId(chainId, addresses.directory),
    chainId,
    contracts: {
      ...rest,
      institutions: members,
      courses: members,
      credentials: members,
      timelock: await timelockOf(first, addresses.governor),
    },
    deployedAtBlock: first.receipt.blockNumber,
  };
}

/** Code of every contract, as it was compiled. */
const CODE: Readonly<Record<PlannedName, { readonly abi: InterfaceAbi; readonly bytecode: string }>> = {
  PasskeyVerifier,
  InstitutionGovernor,
  SoleGovernor,
  MemberRegistry,
  RubricRegistry,
  RoundRegistry,
  FollowUpRegistry,
  QualityPolicy,
  VerificationLens,
  NetworkDirectory,
};

/** Creation code of a contract with its arguments. */
export function creationOf({ name, args }: Pick<PlannedContract, "name" | "args">): Hex {
  const { abi, bytecode } = CODE[name];
  return `0x${bytecode.slice(2)}${new Interface(abi).encodeDeploy(args).slice(2)}`;
}

function requireAddress({ receipt }: Recorded, planned: Address | undefined): void {
  const actual = receipt.contractAddress === null ? null : parseAddress(receipt.contractAddress);
  if (actual === planned) return;
  throw new PeersealError(
    "relay-failed",
    "A contract has another address than planned: the account sent something else.",
    {
      details: { planned, actual },
    },
  );
}

async function timelockOf({ response }: Recorded, governor: Address): Promise<Address> {
  const abi = new Interface(MembersGovernor.abi);
  const answer = await response.provider.call({ to: governor, data: abi.encodeFunctionData("timelock") });
  return parseAddress(String(abi.decodeFunctionResult("timelock", answer)[0]));
}
