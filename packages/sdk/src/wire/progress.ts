import { z } from "zod";
import { Seconds } from "./common.js";

/**
 * `accepted`: stored; `sealed`: in a batch with its root; `signed`: the anchoring transaction is stored; `broadcast`: a
 * node took it; `mined`: in a block; `recorded`: this registry has followed that block; `final`: nothing takes it away.
 */
export const STAGES = ["accepted", "sealed", "signed", "broadcast", "mined", "recorded", "final", "failed"] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

const When = Seconds.nullable();
/** How far something has come, and when; null: not yet. */
export const Progress = z.strictObject({
  stage: Stage,
  acceptedAt: Seconds,
  sealedAt: When,
  signedAt: When,
  broadcastAt: When,
  minedAt: When,
  finalAt: When,
  failedAt: When,
});
export type Progress = z.infer<typeof Progress>;
