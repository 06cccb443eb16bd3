import type { wire } from "@peerseal/sdk";
import { getAddress } from "ethers";

/** The message of EIP-4361 that an account signs to sign in, from what the registry asks for. */
export function signInMessage(challenge: wire.EthereumChallenge, address: string): string {
  return [
    `${challenge.domain} wants you to sign in with your Ethereum account:`,
    getAddress(address),
    "",
    challenge.statement,
    "",
    `URI: ${challenge.uri}`,
    `Version: ${challenge.version}`,
    `Chain ID: ${challenge.chainId}`,
    `Nonce: ${challenge.nonce}`,
    `Issued At: ${challenge.issuedAt}`,
    `Expiration Time: ${challenge.expirationTime}`,
  ].join("\n");
}
