/** Contracts that tests deploy: a mutant of one is put in its place without compiling the tests again. */
export const DEPLOYED: Readonly<Record<string, string>> = {
  PasskeyVerifier: "contracts/libraries/PasskeyVerifier.sol",
  SoleGovernor: "contracts/governance/SoleGovernor.sol",
  MemberRegistry: "contracts/network/MemberRegistry.sol",
  RubricRegistry: "contracts/course/RubricRegistry.sol",
  RoundRegistry: "contracts/round/RoundRegistry.sol",
  FollowUpRegistry: "contracts/round/FollowUpRegistry.sol",
  QualityPolicy: "contracts/round/QualityPolicy.sol",
  NetworkDirectory: "contracts/network/NetworkDirectory.sol",
  VerificationLens: "contracts/network/VerificationLens.sol",
};

const INSTITUTIONS = [
  "contracts/InstitutionRegistry",
  "contracts/MemberRegistry",
  "fuzz/KeyWindows.t.sol",
  "fuzz/StandingHistory.t.sol",
  "fuzz/Membership.t.sol",
  "invariant/Members.t.sol",
];
const COURSES = ["contracts/CourseRegistry", "fuzz/Courses.t.sol"];
const CREDENTIALS = ["contracts/CredentialRegistry", "fuzz/CredentialStatus.t.sol", "invariant/Credentials.t.sol"];
const RUBRICS = ["contracts/RubricRegistry", "fuzz/RubricHeaders.t.sol"];
const ROUNDS = ["contracts/RoundRegistry", "invariant/Rounds.t.sol"];
const POLICY = ["contracts/QualityPolicy", "fuzz/DecisionRule.t.sol"];

/** The narrower prefix first: a file belongs to the first that it begins with. */
const RULES: readonly (readonly [prefix: string, tests: readonly string[]])[] = [
  ["contracts/round/QualityPolicy", POLICY],
  ["contracts/round/Ratings", [...POLICY, ...ROUNDS]],
  ["contracts/round/RubricHeader", [...RUBRICS, ...POLICY, ...ROUNDS]],
  ["contracts/round/FollowUp", ["contracts/FollowUpRegistry"]],
  ["contracts/round/", ROUNDS],
  ["contracts/course/Rubric", RUBRICS],
  ["contracts/course/", COURSES],
  ["contracts/institution/Predecessors", [...INSTITUTIONS, ...COURSES]],
  ["contracts/institution/", INSTITUTIONS],
  ["contracts/credential/", CREDENTIALS],
  ["contracts/network/MemberRegistry", INSTITUTIONS],
  ["contracts/network/NetworkDirectory", ["contracts/NetworkDirectory"]],
  ["contracts/libraries/", ["contracts/Authorized", "fuzz/Signatures.t.sol", "contracts/RubricRegistry"]],
];

/** Facts and policy: what a stranger must be able to rely on. */
export const FACTS_AND_POLICY = [
  "contracts/institution/",
  "contracts/course/",
  "contracts/round/",
  "contracts/credential/",
  "contracts/libraries/",
  "contracts/network/NetworkDirectory.sol",
  "contracts/network/MemberRegistry.sol",
];

/** Which tests concern a file; none for a file that is no target. */
export function testsOf(file: string): readonly string[] {
  return RULES.find(([prefix]) => file.startsWith(prefix))?.[1] ?? [];
}
