import {
  ACTIONS,
  type ActionMessage,
  type ActionName,
  actionDigest,
  domainOf,
  type NetworkConnection,
  PeersealError,
  type SignedAction,
} from "@peerseal/sdk";
import { recoverAddress } from "ethers";

/** Bytes of an account as a signer: 20, in hex with its prefix. */
const ACCOUNT_LENGTH = 42;

/**
 * What can be said of an act while the chain does not answer: that an account signed exactly this, and that its time has
 * not run out. Whether the signer may do it, whether it was done before, and whether it comes out of turn, only the chain
 * can tell: it is asked before anything is signed for it. Signatures of contracts and passkeys only the chain can check.
 *
 * @throws PeersealError `Authorization_Expired`; `chain-unreachable` where only the chain could tell
 */
export function requirePlausible(
  connection: NetworkConnection,
  signed: SignedAction,
  now: number,
  unreachable: PeersealError,
): void {
  const { action, authorization } = signed;
  // The compiler cannot see that name and message of a parsed act belong together.
  const message = signed.message as unknown as ActionMessage<ActionName>;
  const { signer, deadline, signature } = authorization;
  if (deadline < now) {
    throw new PeersealError("Authorization_Expired", "The act's deadline is over.", { details: { deadline, now } });
  }
  if (signer.length !== ACCOUNT_LENGTH) throw unreachable;
  const domain = domainOf(connection.chainId, connection.contracts[ACTIONS[action].contract]);
  try {
    const recovered = recoverAddress(actionDigest(domain, action, message, deadline), signature);
    if (recovered.toLowerCase() === signer) return;
  } catch {
    // No signature of an account; a contract may accept it.
  }
  throw unreachable;
}
