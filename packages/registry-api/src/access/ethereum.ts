import { PeersealError } from "@peerseal/sdk";
import { type SiweConfig, SiweMessage } from "@signinwithethereum/siwe";
import { getAddress, hashMessage, verifyMessage } from "ethers";
import type { Db } from "../store/database.js";
import { CHALLENGE_SECONDS, keepChallenge, newNonce, useChallenge } from "./challenges.js";
import type { Site } from "./site.js";

/** Clocks may differ by so much, in seconds. */
const SKEW = 60;
const STATEMENT = "Sign in to this Peerseal registry. This costs nothing and moves nothing.";

/** Without a look at contracts: accounts with code are told so, and use a passkey. */
const RECOVERING: SiweConfig = { verifyMessage, hashMessage, getAddress };

/** Members of the message that a wallet is to show and sign. */
export type EthereumChallenge = {
  readonly domain: string;
  readonly uri: string;
  readonly version: "1";
  readonly chainId: number;
  readonly nonce: string;
  readonly statement: string;
  /** ISO 8601. */
  readonly issuedAt: string;
  readonly expirationTime: string;
};

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Begins a sign-in with an account (EIP-4361). */
export async function challengeEthereum(
  db: Db,
  { site, chainId, now }: { readonly site: Site; readonly chainId: number; readonly now: number },
): Promise<EthereumChallenge> {
  const nonce = newNonce();
  await keepChallenge(db, { kind: "ethereum", secret: nonce, content: {} }, now);
  return {
    domain: site.host,
    uri: site.origin,
    version: "1",
    chainId,
    nonce,
    statement: STATEMENT,
    issuedAt: iso(now),
    expirationTime: iso(now + CHALLENGE_SECONDS),
  };
}

/**
 * The account that signed a message of EIP-4361 for this site, this chain and a nonce that was not used before.
 *
 * @returns the address, lowercase hex.
 * @throws PeersealError `challenge-invalid`, `sign-in-refused`
 */
export async function proveEthereum(
  db: Db,
  signed: { readonly message: string; readonly signature: string },
  { site, chainId, now }: { readonly site: Site; readonly chainId: number; readonly now: number },
): Promise<string> {
  const message = parse(signed.message);
  // Used up before anything is checked: a nonce serves one attempt.
  if ((await useChallenge(db, "ethereum", message.nonce, now)) === null) {
    throw new PeersealError("challenge-invalid", "The nonce is unknown, used, or over.");
  }
  const issuedAt = Date.parse(message.issuedAt ?? "") / 1000;
  if (!(issuedAt <= now + SKEW && issuedAt >= now - CHALLENGE_SECONDS - SKEW)) {
    throw refused("The message was not made now.");
  }
  const { success, error } = await message.verify(
    {
      signature: signed.signature,
      domain: site.host,
      uri: site.origin,
      chainId,
      nonce: message.nonce,
      time: iso(now),
    },
    { config: RECOVERING, strict: true, suppressExceptions: true },
  );
  if (success) return message.address.toLowerCase();
  throw refused(`${error?.type ?? "The message cannot be checked."} Accounts with code sign in with a passkey.`, error);
}

function parse(text: string): SiweMessage {
  try {
    return new SiweMessage(text);
  } catch (cause) {
    throw refused("This is no message of EIP-4361.", cause);
  }
}

function refused(message: string, cause?: unknown): PeersealError {
  return new PeersealError("sign-in-refused", message, { cause });
}
