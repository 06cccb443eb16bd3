import type { Prepare } from "../contest.ts";
import { signedBatch } from "../signed.ts";
import { byDigitalBazaar } from "../verifying.ts";

export const prepare: Prepare = async (n) => byDigitalBazaar(await signedBatch(n));
