import type { TypedDataDomain, TypedDataField, Wallet } from "ethers";
import type { BrowserContext } from "playwright-core";

type Request = { readonly method: string; readonly params?: readonly string[] };
type TypedData = {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
  readonly message: Record<string, unknown>;
};

/** Name under which the wallet announces itself. */
export const WALLET_NAME = "Test wallet";

/** Puts a wallet into a browser that holds one account: it announces itself (EIP-6963) and signs whatever it is asked. */
export async function giveWallet(context: BrowserContext, wallet: Wallet, chainId: number): Promise<void> {
  const answer = ({ method, params = [] }: Request): Promise<unknown> | unknown => {
    switch (method) {
      case "eth_requestAccounts":
      case "eth_accounts":
        return [wallet.address.toLowerCase()];
      case "eth_chainId":
        return `0x${chainId.toString(16)}`;
      case "eth_signTypedData_v4": {
        const { domain, types, message } = JSON.parse(params[1] ?? "") as TypedData;
        const { EIP712Domain: _, ...members } = types;
        return wallet.signTypedData(domain, members, message);
      }
      default:
        throw new Error(`The test wallet knows no ${method}.`);
    }
  };
  await context.exposeFunction("askTestWallet", answer);
  await context.addInitScript((name) => {
    const ask = (globalThis as unknown as { askTestWallet: (request: object) => Promise<unknown> }).askTestWallet;
    const info = { uuid: "00000000-0000-4000-8000-000000000001", name, icon: "data:,", rdns: "example.wallet" };
    const detail = Object.freeze({ info, provider: { request: (request: object) => ask(request) } });
    const announce = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
    window.addEventListener("eip6963:requestProvider", announce);
    announce();
  }, WALLET_NAME);
}
