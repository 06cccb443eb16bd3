import type { ArgumentType, Artifact } from "@nomicfoundation/ignition-core";
import {
  BASELINE_RUBRIC,
  type DeploymentPlan,
  digestOf,
  type NetworkDesign,
  PeersealError,
  type PlannedArgument,
  type PlannedName,
  packHeader,
  planDeployment,
  type RubricId,
  rubricId,
  ruleOf,
} from "@peerseal/sdk";
import { Interface, keccak256, zeroPadValue } from "ethers";
import { readArtifact } from "./artifacts.ts";
import type { Founder } from "./founders.ts";
import type { NetworkSettings } from "./settings.ts";

/** What the contracts of a new network depend on, beside their code, and nothing else. */
export type PlanInputs = {
  /** In lowercase. */
  readonly deployer: string;
  /** The deployer's nonce for the first contract; the others follow without a gap. */
  readonly firstNonce: number;
  readonly founders: readonly Founder[];
  readonly settings: NetworkSettings;
};

/** A contract to be, in the order of deployment. */
export type PlannedCreation = {
  readonly name: PlannedName;
  readonly address: string;
  readonly artifact: Artifact;
  readonly args: ArgumentType[];
  /** Creation code with its arguments. */
  readonly data: string;
};

export type Plan = {
  readonly contracts: readonly PlannedCreation[];
  readonly addresses: DeploymentPlan["addresses"];
  /** Rubrics that the directory lists from its first second on. */
  readonly rubrics: readonly RubricId[];
};

/**
 * The SDK's plan of a network, with what Ignition needs to carry it out.
 *
 * @throws PeersealError `config-invalid` where nobody could publish the rubric.
 */
export function planNetwork({ deployer, firstNonce, founders, settings }: PlanInputs): Plan {
  const { governance, panel, rapid, baselineRubricBy: publisher } = settings;
  if (publisher > founders.length) {
    const message = `baselineRubricBy is ${publisher}, but there are ${founders.length} founders.`;
    throw new PeersealError("config-invalid", message);
  }
  const header = packHeader(ruleOf(BASELINE_RUBRIC));
  const rubrics = publisher === 0 ? [] : [rubricId(publisher, digestOf(BASELINE_RUBRIC), header)];
  const by: NetworkDesign["governance"] =
    "sole" in governance ? { kind: "account", address: governance.sole } : { kind: "members", settings: governance };
  const design: NetworkDesign = { governance: by, founders, periods: { panel, rapid }, rubrics };
  const { contracts, addresses } = planDeployment({ deployer, firstNonce }, design);
  return {
    contracts: contracts.map(({ name, args, address }) => {
      const artifact = readArtifact(name);
      const data = `${artifact.bytecode}${new Interface(artifact.abi).encodeDeploy(args).slice(2)}`;
      return { name, address, artifact, args: args.map(mutable), data };
    }),
    addresses,
    rubrics,
  };
}

/** What tells plans apart: the code with its arguments, and where it goes. */
export const digestsOf = ({ contracts }: Plan) =>
  contracts.map(({ name, address, data }) => ({ name, address, creation: keccak256(data) }));

/** The signer id of an account. */
export const accountId = (account: string): string => zeroPadValue(account, 32).toLowerCase();

/** Ignition takes no read-only lists. */
function mutable(argument: PlannedArgument): ArgumentType {
  if (typeof argument !== "object") return argument;
  if (isList(argument)) return argument.map(mutable);
  return Object.fromEntries(Object.entries(argument).map(([name, value]) => [name, mutable(value)]));
}

const isList = (argument: object): argument is readonly PlannedArgument[] => Array.isArray(argument);
