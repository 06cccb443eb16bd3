import type { Prepare } from "../contest.ts";
import { signedMixture } from "../signed.ts";
import { byDigitalBazaar } from "../verifying.ts";

export const prepare: Prepare = async (n) => byDigitalBazaar(await signedMixture(n));
