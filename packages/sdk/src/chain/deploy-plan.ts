import { getCreateAddress } from "ethers";
import type { ActionMessage } from "../core/actions.js";
import { hexLength } from "../core/hex.js";
import { parseAddress } from "../core/ids.js";
import type { Address, Hex, RubricId } from "../core/types.js";

/** Contracts of a network in the order of deployment, each with the name that a deployment has for its address. */
const STEPS = [
  ["verifier", "PasskeyVerifier"],
  ["governor", "InstitutionGovernor"],
  ["members", "MemberRegistry"],
  ["rubrics", "RubricRegistry"],
  ["rounds", "RoundRegistry"],
  ["followUps", "FollowUpRegistry"],
  ["policy", "QualityPolicy"],
  ["lens", "VerificationLens"],
  ["directory", "NetworkDirectory"],
] as const;

type Place = (typeof STEPS)[number][0];
/** A contract that a network is made of; the governor is one of two. */
export type PlannedName = (typeof STEPS)[number][1] | "SoleGovernor";

/** Periods of a route in seconds, as `IRoundRegistry.Periods`. */
export type Periods = {
  readonly objection: number;
  readonly reveal: number;
  readonly reply: number;
  readonly appeal: number;
};

/** How members decide: seconds, and per cent of the institutions that could vote. As `InstitutionGovernor.Settings`. */
export type GovernorSettings = {
  readonly votingDelay: number;
  readonly votingPeriod: number;
  readonly timelockDelay: number;
  readonly quorumPercent: number;
};

/**
 * A founding member, as `IInstitutionRegistry.Admission`. `admin`: an account (20 bytes), a passkey's P-256 key (64), or
 * the verifier and such a key (84); the verifier's address comes before the 64 bytes.
 */
export type Admission = Omit<ActionMessage<"Admit">, "institution">;

/** What a network is made of; nothing of it can be changed after, but what governance lists. */
export type NetworkDesign = {
  /** The members' votes, or one account for trials and tests of one operator. */
  readonly governance:
    | { readonly kind: "members"; readonly settings: GovernorSettings }
    | { readonly kind: "account"; readonly address: Hex };
  /** Institutions 1 to n; none unless given. */
  readonly founders?: readonly Admission[];
  readonly periods: { readonly panel: Periods; readonly rapid: Periods };
  /** Rubrics that the directory lists from its first second on, published or not; none unless given. */
  readonly rubrics?: readonly RubricId[];
};

/** A value for the ABI coder: structs as objects. */
export type PlannedArgument =
  | string
  | number
  | readonly PlannedArgument[]
  | { readonly [member: string]: PlannedArgument };

/** A contract with its constructor's arguments and the address that it will have. */
export type PlannedContract = {
  readonly name: PlannedName;
  readonly args: readonly PlannedArgument[];
  readonly address: Address;
};

/** All of a network's contracts in order, and their addresses by name. */
export type DeploymentPlan = {
  readonly contracts: readonly PlannedContract[];
  readonly addresses: Readonly<Record<Place, Address>>;
};

/**
 * The contracts of a network, however they are put on a chain. An address follows from the deployer and its nonce alone,
 * so that governor and lens are told where registry and directory will be; those refuse to be told wrong. The deployer
 * holds nothing afterwards.
 *
 * @param from the deployer and its nonce for the first contract; the others follow without a gap.
 * @example
 * const { contracts, addresses } = planDeployment({ deployer, firstNonce: 0 }, design);
 */
export function planDeployment(
  from: { readonly deployer: string; readonly firstNonce: number },
  { governance, founders = [], periods, rubrics = [] }: NetworkDesign,
): DeploymentPlan {
  const at = addressesOf(from.deployer, from.firstNonce);
  const registries = {
    institutions: at.members,
    courses: at.members,
    rubrics: at.rubrics,
    rounds: at.rounds,
    credentials: at.members,
    followUps: at.followUps,
  };
  const admissions = founders.map((founder) => ({ ...founder, admin: signerBytes(founder.admin, at.verifier) }));
  const args: Readonly<Record<Place, readonly PlannedArgument[]>> = {
    verifier: [],
    governor: governance.kind === "account" ? [governance.address, at.members] : [at.members, governance.settings],
    members: [at.verifier, at.governor, admissions],
    rubrics: [at.verifier, at.members],
    rounds: [at.verifier, at.members, at.members, at.rubrics, periods.panel, periods.rapid],
    followUps: [at.verifier, at.members, at.members, at.rounds],
    policy: [at.rounds],
    lens: [at.directory],
    directory: [at.verifier, registries, at.lens, [at.policy], rubrics],
  };
  const contracts = STEPS.map(([place, name]) => ({
    name: place === "governor" && governance.kind === "account" ? ("SoleGovernor" as const) : name,
    args: args[place],
    address: at[place],
  }));
  return { contracts, addresses: at };
}

function addressesOf(from: string, firstNonce: number): DeploymentPlan["addresses"] {
  const places = STEPS.map(([place], i) => [place, parseAddress(getCreateAddress({ from, nonce: firstNonce + i }))]);
  // One entry for each step, and each step is a place.
  return Object.fromEntries(places) as DeploymentPlan["addresses"];
}

const PASSKEY_BYTES = 64;

function signerBytes(admin: Hex, verifier: Address): Hex {
  return hexLength(admin) === PASSKEY_BYTES ? `0x${verifier.slice(2)}${admin.slice(2)}` : admin;
}
