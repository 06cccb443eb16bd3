import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDemoApiKeys } from "@peerseal/registry-api";
import { type Client, connect, createClient, type NetworkConnection, parseNetworkId, type wire } from "@peerseal/sdk";
import { SiweMessage } from "@signinwithethereum/siwe";
import type { Wallet } from "ethers";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { launchBrowser, type Opened, openAt } from "./browser.ts";
import { giveWallet } from "./browser-wallet.ts";
import { walletOf } from "./stack.keys.ts";
import { type Stack, startStack } from "./stack.ts";

/** A running stack with a browser in which officers sign in. */
export type ConsoleWorld = {
  readonly stack: Stack;
  readonly client: Client;
  readonly connection: NetworkConnection;
  /** An admin of the whole registry. */
  readonly admin: Client;
  readonly browser: Browser;
  /** Opens a path as somebody with roles in an institution, whose wallet holds the institution's own key. */
  readonly openAs: (institution: number, path: string, options?: OpenOptions) => Promise<Opened>;
  readonly end: () => Promise<void>;
};

type OpenOptions = BrowserContextOptions & { readonly roles?: readonly wire.Role[] };

export async function makeConsoleWorld(name: string): Promise<ConsoleWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), `peerseal-${name}-`));
  const stack = await startStack(dataDir);
  const connection = await connect({ rpc: stack.rpc, network: stack.network });
  const admin = createClient({ baseUrl: stack.api, apiKey: (await readDemoApiKeys(dataDir))?.admin ?? "" });
  const browser = await launchBrowser();
  return {
    stack,
    client: createClient({ baseUrl: stack.api, apiKey: stack.apiKey }),
    connection,
    admin,
    browser,
    openAs: async (institution, path, { roles = ["officer", "admin"] as const, ...options } = {}) => {
      const opened = await openAt(browser, `${stack.api}/console`, { ...options, allowed: [stack.rpc] });
      const wallet = walletOf(`institution ${institution}`);
      await giveWallet(opened.page.context(), wallet, parseNetworkId(stack.network).chainId);
      for (const role of roles) {
        const { token } = await admin.access.invitations.create({ institution, role });
        await signIn(opened.page, stack.api, wallet, token);
      }
      // A browser notes an error where nobody is signed in yet.
      opened.faults.length = 0;
      await opened.page.goto(`${stack.api}${path}`);
      return opened;
    },
    end: async () => {
      await browser.close();
      connection.close();
      await stack.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signs in with an account (EIP-4361); the cookie stays in the page's context. */
async function signIn(page: Page, api: string, wallet: Wallet, invitation: string): Promise<void> {
  const { request } = page.context();
  const headers = { origin: api };
  const asked = await request.post(`${api}/v1/access/ethereum/challenges`, { headers, data: {} });
  const message = new SiweMessage({ ...(await asked.json()), address: wallet.address }).prepareMessage();
  const signature = await wallet.signMessage(message);
  const answer = await request.post(`${api}/v1/access/ethereum/sign-in`, {
    headers,
    data: { message, signature, invitation },
  });
  if (!answer.ok()) throw new Error(`Signing in: ${answer.status()} ${await answer.text()}`);
}

/** Signs on the sheet that is open, and closes it once the act is recorded. */
export async function signOnSheet(page: Page): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: /^(Sign|署名)/ }).click();
  const close = sheet.getByRole("button", { name: /^(Close|閉じる)/ });
  await close.or(sheet.getByRole("alert")).first().waitFor();
  // What it says is the best that a failing test can tell.
  if (!(await close.isVisible())) throw new Error((await sheet.textContent()) ?? "");
  await close.click();
  await sheet.waitFor({ state: "hidden" });
}
