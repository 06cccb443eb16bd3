import { createHash } from "node:crypto";
import { Wallet } from "ethers";

const QUICK = { objection: 0, reveal: 600, reply: 1, appeal: 86_400 } as const;
/** Periods of a network whose rounds nobody waits for: only what was sealed has ten minutes to be revealed. */
export const QUICK_PERIODS = { panel: QUICK, rapid: QUICK } as const;

const seed = (name: string) => createHash("sha256").update(`stack ${name}`).digest();

/** The same account for the same name. */
export const walletOf = (name: string) => new Wallet(`0x${seed(name).toString("hex")}`);

/** Seed of an institution's key for credentials. */
export const credentialSeedOf = (institution: number) => new Uint8Array(seed(`credential ${institution}`));
