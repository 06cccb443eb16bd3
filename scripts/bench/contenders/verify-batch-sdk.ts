import type { Prepare } from "../contest.ts";
import { signedBatch } from "../signed.ts";
import { bySdk } from "../verifying.ts";

export const prepare: Prepare = async (n) => bySdk(await signedBatch(n));
