import { type ActionSigner, type Address, accountSigner, parseAddress } from "@peerseal/sdk";
import { BrowserProvider, type Eip1193Provider } from "ethers";
import { useEffect, useState } from "react";

/** A wallet that announced itself (EIP-6963). `icon`: a data URL, shown as an image only. */
export type Wallet = {
  readonly uuid: string;
  readonly name: string;
  readonly provider: Eip1193Provider;
};

/** Wallets of this browser, as they announce themselves. */
export function useWallets(): readonly Wallet[] {
  const [wallets, setWallets] = useState<readonly Wallet[]>([]);
  useEffect(() => {
    const heard = (event: Event) => {
      const wallet = event instanceof CustomEvent ? walletOf(event.detail) : null;
      if (wallet === null) return;
      setWallets((known) => (known.some(({ uuid }) => uuid === wallet.uuid) ? known : [...known, wallet]));
    };
    window.addEventListener("eip6963:announceProvider", heard);
    window.dispatchEvent(new Event("eip6963:requestProvider"));
    return () => window.removeEventListener("eip6963:announceProvider", heard);
  }, []);
  return wallets;
}

function walletOf(detail: unknown): Wallet | null {
  if (typeof detail !== "object" || detail === null || !("info" in detail) || !("provider" in detail)) return null;
  const { info, provider } = detail;
  if (typeof info !== "object" || info === null || !("uuid" in info) || !("name" in info)) return null;
  if (typeof info.uuid !== "string" || typeof info.name !== "string" || !isProvider(provider)) return null;
  return { uuid: info.uuid, name: info.name, provider };
}

function isProvider(value: unknown): value is Eip1193Provider {
  return typeof value === "object" && value !== null && "request" in value && typeof value.request === "function";
}

/** An account of a wallet, after the person agreed. */
export type WalletAccount = {
  readonly address: Address;
  /** Signs acts, on the chain of the network: the wallet is asked to go there. */
  readonly signer: ActionSigner;
  /** Signs a text (EIP-191), such as the message of EIP-4361. */
  readonly signText: (text: string) => Promise<string>;
};

/**
 * Asks a wallet for an account.
 *
 * @param wanted the account that is needed; the person may have several. Absent: the one that the wallet gives first.
 */
export async function openAccount(wallet: Wallet, chainId: number, wanted?: Address): Promise<WalletAccount> {
  const provider = new BrowserProvider(wallet.provider, "any", { cacheTimeout: -1 });
  const accounts: unknown = await wallet.provider.request({ method: "eth_requestAccounts" });
  const addresses = Array.isArray(accounts) ? accounts.map((one) => parseAddress(String(one).toLowerCase())) : [];
  const address = addresses.find((one) => one === wanted) ?? addresses[0];
  if (address === undefined) throw new TypeError(`${wallet.name} gave no account.`);
  const account = await provider.getSigner(address);
  const signTypedData: typeof account.signTypedData = async (...typed) => {
    await goToChain(wallet.provider, chainId);
    return account.signTypedData(...typed);
  };
  return {
    address,
    signer: accountSigner({ address, signTypedData }),
    signText: (text) => account.signMessage(text),
  };
}

/** Wallets refuse to sign for another chain than theirs. One that knows no such question signs where it is. */
export async function goToChain(provider: Eip1193Provider, chainId: number): Promise<void> {
  const current: unknown = await provider.request({ method: "eth_chainId" });
  if (Number(current) === chainId) return;
  await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: `0x${chainId.toString(16)}` }] });
}
