import type { RpcSource } from "./chain/rpc.js";
import type { VerifierPolicy } from "./core/judge/verdict.js";
import type { NetworkId } from "./core/types.js";
import type { LoadFile } from "./files/open.js";
import type { LoadDid } from "./openbadges/resolve.js";

/** Whom to ask, and as of when. */
export type VerifyOptions = {
  /** An endpoint of the chain; without one, everything that only the chain knows stays unknown. */
  readonly rpc?: RpcSource;
  /**
   * The network whose word counts; unless given, the policy's. Without either the one that the credential itself names
   * is asked, and nothing can be `valid`: anyone can set up a network.
   */
  readonly network?: NetworkId;
  /** Unix seconds: judge as of then. */
  readonly at?: number;
  /** Unix seconds; the system's clock unless given. */
  readonly now?: number;
  /** For each answer of the endpoint; 10 seconds unless given. */
  readonly timeoutMs?: number;
  /** Loads what a link leads to; without it a link is not followed. */
  readonly load?: LoadFile;
  /** Gets DID documents; without it only did:key resolves, and `did:web` of members where the chain confirms the key. */
  readonly loadDid?: LoadDid;
  /**
   * Gets published status lists, for status entries that are not ours; without it such a status is unknown. Bounds of size
   * and time are its own; each list is asked for once.
   */
  readonly loadStatusList?: (url: string) => Promise<Uint8Array>;
  readonly policy?: VerifierPolicy;
};
