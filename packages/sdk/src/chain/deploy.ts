import type { ContractDeployTransaction } from "ethers";
import { PeersealError } from "../core/errors.js";
import { networkId, parseAddress, signerId } from "../core/ids.js";
import type { Address, Hex, NetworkId } from "../core/types.js";
import { type ActionSigner, signAction } from "./actions.js";
import type { NetworkContracts } from "./connect.js";
import { CourseRegistry__factory as Courses } from "./generated/factories/course/CourseRegistry__factory.js";
import { RubricRegistry__factory as Rubrics } from "./generated/factories/course/RubricRegistry__factory.js";
import { CredentialRegistry__factory as Credentials } from "./generated/factories/credential/CredentialRegistry__factory.js";
import { InstitutionRegistry__factory as Institutions } from "./generated/factories/institution/InstitutionRegistry__factory.js";
import { PasskeyVerifier__factory as Verifier } from "./generated/factories/libraries/PasskeyVerifier__factory.js";
import { NetworkDirectory__factory as Directory } from "./generated/factories/network/NetworkDirectory__factory.js";
import { VerificationLens__factory as Lens } from "./generated/factories/network/VerificationLens__factory.js";
import { QualityPolicy__factory as Policy } from "./generated/factories/round/QualityPolicy__factory.js";
import { RoundRegistry__factory as Rounds } from "./generated/factories/round/RoundRegistry__factory.js";
import { type Sender, sendAction, sendCall } from "./send.js";

/** Last moment that fits into a deadline, Unix seconds. */
const LAST = 2 ** 40 - 1;

/** What a new network is made of. */
export type DeployOptions = {
  /** Pays; has no say afterwards. */
  readonly sender: Sender;
  readonly chainId: number;
  /** Who admits institutions and lists policies and rubrics, for ever. */
  readonly governance: ActionSigner;
  /** Seconds that a provider has for its reply, on the panel and on the rapid route. */
  readonly replyWindow: number;
  readonly rapidReplyWindow: number;
};

/** Every contract of a network by name. */
export type DeployedContracts = NetworkContracts["contracts"] & {
  readonly verifier: Address;
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
 * Puts a new network on a chain: verifier, registries, policy, directory and lens; then governance names the lens and
 * lists the policy.
 *
 * @throws PeersealError as {@link sendAction}.
 */
export async function deployNetwork(options: DeployOptions): Promise<Deployment> {
  const { sender, chainId, governance, replyWindow, rapidReplyWindow } = options;
  const governor = signerId(governance.bytes);
  const first = await deploy(sender, new Verifier().getDeployTransaction());
  const verifier = first.address;
  const put = async (transaction: Promise<ContractDeployTransaction>) => (await deploy(sender, transaction)).address;

  const institutions = await put(new Institutions().getDeployTransaction(verifier, governor));
  const courses = await put(new Courses().getDeployTransaction(verifier, institutions));
  const rubrics = await put(new Rubrics().getDeployTransaction(verifier, institutions));
  const rounds = await put(
    new Rounds().getDeployTransaction(verifier, institutions, courses, rubrics, replyWindow, rapidReplyWindow),
  );
  const credentials = await put(new Credentials().getDeployTransaction(verifier, institutions, courses));
  const policy = await put(new Policy().getDeployTransaction(rounds, rubrics));
  const registries = { institutions, courses, rubrics, rounds, credentials };
  const directory = await put(new Directory().getDeployTransaction(verifier, governor, registries));
  const lens = await put(new Lens().getDeployTransaction(directory));

  const network = { chainId, contracts: { ...registries, directory } };
  // Nonces bind both acts to this moment: the directory is new.
  const deadline = { deadline: LAST };
  const setLens = await signAction(governance, network, "SetLens", { lens, nonce: "0" }, deadline);
  await sendAction(sender, network, setLens);
  const listed = { policy, listed: true, nonce: "1" };
  await sendAction(sender, network, await signAction(governance, network, "ListPolicy", listed, deadline));
  return {
    network: networkId(chainId, directory),
    chainId,
    contracts: { ...network.contracts, verifier, policy, lens },
    deployedAtBlock: first.block,
  };
}

async function deploy(
  sender: Sender,
  transaction: Promise<ContractDeployTransaction>,
): Promise<{ address: Address; block: number }> {
  const { data } = await transaction;
  const receipt = await sendCall(sender, { data: data as Hex });
  if (receipt.contractAddress === null) throw new PeersealError("relay-failed", "The chain recorded no new contract.");
  return { address: parseAddress(receipt.contractAddress), block: receipt.blockNumber };
}
