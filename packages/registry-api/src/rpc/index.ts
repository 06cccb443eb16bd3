export type { Caller, RpcCall } from "./endpoint.js";
export { RpcFault, type RpcFaultKind } from "./fault.js";
export { findFirstBlock } from "./first-block.js";
export { askCodes, askGenesis, type ChainIdentity, numberOf } from "./identity.js";
export { type EndpointState, openPool, type Pool, type PoolEvent, type PoolOptions } from "./pool.js";
export { asChainError, PoolProvider } from "./provider.js";
export { type Asking, soloAsking } from "./solo.js";
export { originOf, splitUrls } from "./urls.js";
