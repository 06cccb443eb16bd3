import { type Call, sendGovernance } from "@peerseal/sdk";
import { BrowserProvider } from "ethers";
import { goToChain, type Wallet } from "../sign/wallets.js";

/** How often a wallet is asked whether the transaction is in a block. */
const POLL_MS = 1_000;
/** Code of a wallet whose person said no (EIP-1193). */
const DECLINED = 4001;

/**
 * Sends a transaction from a wallet's account, which pays for it, and waits for its block.
 *
 * @returns false: the person declined.
 * @throws PeersealError as `sendGovernance`
 */
export async function sendByWallet(wallet: Wallet, chainId: number, call: Call): Promise<boolean> {
  const provider = new BrowserProvider(wallet.provider, "any", { cacheTimeout: -1, pollingInterval: POLL_MS });
  try {
    await wallet.provider.request({ method: "eth_requestAccounts" });
    await goToChain(wallet.provider, chainId);
    await sendGovernance(await provider.getSigner(), call);
    return true;
  } catch (error) {
    if (isDeclined(error)) return false;
    throw error;
  } finally {
    provider.destroy();
  }
}

/** Wallets say it by their code; ethers wraps that, and our own errors wrap ethers'. */
function isDeclined(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("code" in error && (error.code === DECLINED || error.code === "ACTION_REJECTED")) return true;
  return "cause" in error && isDeclined(error.cause);
}
