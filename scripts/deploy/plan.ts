import type { Artifact } from "@nomicfoundation/ignition-core";
import { BASELINE_RUBRIC, digestOf, PeersealError, packHeader, rubricId, ruleOf } from "@peerseal/sdk";
import { getCreateAddress, Interface, keccak256, zeroPadValue } from "ethers";
import { type ContractName, readArtifact } from "./artifacts.ts";
import type { Founder } from "./founders.ts";
import type { NetworkSettings } from "./settings.ts";

/** What the contracts of a new network depend on, and nothing else. */
export type PlanInputs = {
  readonly deployer: string;
  /** The deployer's nonce for the first contract; the others follow without a gap. */
  readonly firstNonce: number;
  readonly founders: readonly Founder[];
  readonly settings: NetworkSettings;
};

/** A contract to be, in the order of deployment. */
export type PlannedContract = {
  readonly name: ContractName;
  readonly artifact: Artifact;
  readonly args: Argument[];
  /** Creation code with its arguments. */
  readonly data: string;
  /** In lowercase. */
  readonly address: string;
};

type Argument = string | number | Argument[] | { [field: string]: Argument };

/** Every address of a network, by the name that the network file has for it. */
export type PlannedAddresses = Readonly<
  Record<
    "verifier" | "governor" | "members" | "rubrics" | "rounds" | "followUps" | "policy" | "lens" | "directory",
    string
  >
>;

export type Plan = {
  readonly contracts: readonly PlannedContract[];
  readonly addresses: PlannedAddresses;
  /** Rubrics that the directory lists from its first second on. */
  readonly rubrics: readonly string[];
};

const ORDER = [
  "verifier",
  "governor",
  "members",
  "rubrics",
  "rounds",
  "followUps",
  "policy",
  "lens",
  "directory",
] as const;

/**
 * The contracts of a network with their arguments and addresses. An address follows from the deployer and its nonce
 * alone, so that governor and lens can be told where registry and directory will be; both refuse to be told wrong.
 */
export function planNetwork({ deployer, firstNonce, founders, settings }: PlanInputs): Plan {
  const at = addressesOf(deployer, firstNonce);
  const { governance, panel, rapid, baselineRubricBy } = settings;
  if (baselineRubricBy > founders.length) {
    throw new PeersealError(
      "config-invalid",
      `baselineRubricBy is ${baselineRubricBy}; there are ${founders.length} founders.`,
    );
  }
  const rubrics = baselineRubricBy === 0 ? [] : [baselineRubric(baselineRubricBy)];
  const admissions = founders.map((founder) => ({ ...founder, admin: adminBytes(founder.admin, at.verifier) }));
  const registries = {
    institutions: at.members,
    courses: at.members,
    rubrics: at.rubrics,
    rounds: at.rounds,
    credentials: at.members,
    followUps: at.followUps,
  };
  const governor: readonly [ContractName, Argument[]] =
    "sole" in governance
      ? ["SoleGovernor", [governance.sole, at.members]]
      : ["InstitutionGovernor", [at.members, governance]];
  const contracts: readonly (readonly [ContractName, Argument[]])[] = [
    ["PasskeyVerifier", []],
    governor,
    ["MemberRegistry", [at.verifier, at.governor, admissions]],
    ["RubricRegistry", [at.verifier, at.members]],
    ["RoundRegistry", [at.verifier, at.members, at.members, at.rubrics, panel, rapid]],
    ["FollowUpRegistry", [at.verifier, at.members, at.members, at.rounds]],
    ["QualityPolicy", [at.rounds]],
    ["VerificationLens", [at.directory]],
    ["NetworkDirectory", [at.verifier, registries, at.lens, [at.policy], rubrics]],
  ];
  return {
    contracts: contracts.map(([name, args], i) => planned(name, args, at[ORDER[i] ?? "directory"])),
    addresses: at,
    rubrics,
  };
}

/** What tells plans apart: the code with its arguments, and where it goes. */
export const digestsOf = ({ contracts }: Plan) =>
  contracts.map(({ name, address, data }) => ({ name, address, creation: keccak256(data) }));

function addressesOf(from: string, firstNonce: number): PlannedAddresses {
  const at = (name: (typeof ORDER)[number]) =>
    getCreateAddress({ from, nonce: firstNonce + ORDER.indexOf(name) }).toLowerCase();
  return {
    verifier: at("verifier"),
    governor: at("governor"),
    members: at("members"),
    rubrics: at("rubrics"),
    rounds: at("rounds"),
    followUps: at("followUps"),
    policy: at("policy"),
    lens: at("lens"),
    directory: at("directory"),
  };
}

function planned(name: ContractName, args: Argument[], address: string): PlannedContract {
  const artifact = readArtifact(name);
  const encoded = new Interface(artifact.abi).encodeDeploy(args);
  return { name, artifact, args, data: `${artifact.bytecode}${encoded.slice(2)}`, address };
}

/** The bytes of an account as they are; before those of a passkey stands the network's verifier. */
function adminBytes(admin: string, verifier: string): string {
  return admin.length === 42 ? admin : `${verifier}${admin.slice(2)}`;
}

function baselineRubric(publisher: number): string {
  return rubricId(publisher, digestOf(BASELINE_RUBRIC), packHeader(ruleOf(BASELINE_RUBRIC)));
}

/** The signer id of an account. */
export const accountId = (account: string): string => zeroPadValue(account, 32).toLowerCase();
