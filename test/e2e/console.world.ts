import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readDemoApiKeys } from "@peerseal/registry-api";
import { type Client, connect, createClient, type NetworkConnection, parseNetworkId, type wire } from "@peerseal/sdk";
import { SiweMessage } from "@signinwithethereum/siwe";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
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
  process.env.STACK_FOLLOWERS = "1";
  const stack = await startStack(dataDir);
  delete process.env.STACK_FOLLOWERS;
  const connection = await connect({ rpc: stack.rpc, network: stack.network });
  const admin = createClient({ baseUrl: stack.api, apiKey: (await readDemoApiKeys(dataDir))?.admin ?? "" });
  const browser = await launchBrowser();
  const sessions = new Map<string, Promise<State>>();
  const signedIn = (institution: number, roles: readonly wire.Role[]): Promise<State> => {
    const name = `${institution} ${roles.join()}`;
    const state = sessions.get(name) ?? signInAs(browser, { api: stack.api, admin, institution, roles });
    sessions.set(name, state);
    return state;
  };
  return {
    stack,
    client: createClient({ baseUrl: stack.api, apiKey: stack.apiKey }),
    connection,
    admin,
    browser,
    openAs: async (institution, path, { roles = ["officer", "admin"] as const, ...options } = {}) => {
      const wallet = walletOf(`institution ${institution}`);
      const storageState = await signedIn(institution, roles);
      // Something small of the same origin: the wallet must be there before the app is.
      const opened = await openAt(browser, `${stack.api}/healthz`, { ...options, storageState, allowed: [stack.rpc] });
      await giveWallet(opened.page.context(), wallet, parseNetworkId(stack.network).chainId);
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

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
type Signing = {
  readonly api: string;
  readonly admin: Client;
  readonly institution: number;
  readonly roles: readonly wire.Role[];
};

/** Signs in with an account (EIP-4361), once with an invitation for each role. @returns the session's cookie. */
async function signInAs(browser: Browser, { api, admin, institution, roles }: Signing): Promise<State> {
  const context = await browser.newContext();
  const wallet = walletOf(`institution ${institution}`);
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(`${api}/v1/access/ethereum/${path}`, { headers: { origin: api }, data });
    if (!answer.ok()) throw new Error(`Signing in: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  for (const role of roles) {
    const { token: invitation } = await admin.access.invitations.create({ institution, role });
    const message = new SiweMessage({ ...(await post("challenges", {})), address: wallet.address }).prepareMessage();
    await post("sign-in", { message, signature: await wallet.signMessage(message), invitation });
  }
  const state = await context.storageState();
  await context.close();
  return state;
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
