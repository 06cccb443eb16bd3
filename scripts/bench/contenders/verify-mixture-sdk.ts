import type { Prepare } from "../contest.ts";
import { signedMixture } from "../signed.ts";
import { bySdk } from "../verifying.ts";

export const prepare: Prepare = async (n) => bySdk(await signedMixture(n));
