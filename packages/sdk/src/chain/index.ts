export {
  type ActionSigner,
  accountSigner,
  type Call,
  encodeAction,
  encodeActions,
  encodeClose,
  encodeDecide,
  type SigningRequest,
  signAction,
} from "./actions.js";
export { type ConnectOptions, connect, type NetworkConnection, type NetworkContracts } from "./connect.js";
export { type DecodedCall, decodeCall } from "./decode-call.js";
export { creationOf, type DeployedContracts, type Deployment, type DeployOptions, deployNetwork } from "./deploy.js";
export {
  type Admission,
  type DeploymentPlan,
  type GovernorSettings,
  type NetworkDesign,
  type Periods,
  type PlannedArgument,
  type PlannedContract,
  type PlannedName,
  planDeployment,
} from "./deploy-plan.js";
export type { ChainEvent, ChainEventName, ChainEventOf, EventContract } from "./events.js";
export { type GatherRequest, gather, gatherMany, unavailable } from "./evidence.js";
export { createLogReader, eventTopics, type LogReader } from "./fast-logs.js";
export {
  encodeCancel,
  encodeExecute,
  encodePropose,
  encodeQueue,
  encodeVote,
  type Governance,
  type GovernanceTerms,
  governanceCall,
  openGovernance,
  type Proposal,
  type ProposalRecord,
  type ProposalState,
  proposalId,
  readGovernanceTerms,
  readProposal,
  readVoteNonce,
  type Support,
  sendGovernance,
  signVote,
} from "./governance.js";
export { namedRevert } from "./governance-errors.js";
export { decodeGovernorAct, type GovernorAct } from "./governor-acts.js";
export {
  type AccountHolders,
  deployInstitutionAccount,
  type Execution,
  encodeExecution,
  type InstitutionAccount,
  institutionAccountSigner,
  isPartOf,
  type PartSignature,
  readAccountHolders,
  readAccountNonce,
  signExecution,
  signPart,
} from "./institution-account.js";
export { decodeLog, decodeLogs, type RawLog } from "./logs.js";
export { type Assertion, encodeAssertion, type Passkey, passkeySigner } from "./passkey.js";
export { type CastVote, findGovernance, type Governing, listProposals, type ProposalFound } from "./proposals.js";
export { type QualityReading, readQuality } from "./quality.js";
export type { Subject } from "./question.js";
export * from "./read.js";
export { decodeRevert } from "./revert.js";
export type { BlockTag, RpcSource } from "./rpc.js";
export { type Sender, sendAction, sendCall } from "./send.js";
export {
  generatePasskey,
  importPasskey,
  type PasskeyJwk,
  type Site,
  type SoftwarePasskey,
} from "./software-passkey.js";
