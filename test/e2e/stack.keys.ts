import { createHash } from "node:crypto";
import { Wallet } from "ethers";

/** Seconds that a provider has for its reply in the stack's network. */
export const REPLY_WINDOW = 1;

const seed = (name: string) => createHash("sha256").update(`stack ${name}`).digest();

/** The same account for the same name. */
export const walletOf = (name: string) => new Wallet(`0x${seed(name).toString("hex")}`);

/** Seed of an institution's key for credentials. */
export const credentialSeedOf = (institution: number) => new Uint8Array(seed(`credential ${institution}`));
