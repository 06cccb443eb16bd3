import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ActionSigner,
  type Client,
  connect,
  createClient,
  type NetworkConnection,
  ROLES,
  type RoundId,
  type SeatRole,
} from "@peerseal/sdk";
import type { Wallet } from "ethers";
import type { BrowserContext, BrowserContextOptions, CDPSession, Download, Page } from "playwright-core";
import { readDemoApiKeys, removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { readSeatKey } from "../../packages/web/src/review/seat-key.ts";
import { launchBrowser, SIZES } from "./browser.ts";
import { acceptRound, act, foundNetwork, publishCourse, reviewOf, sealOf, signerOf } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";

/** A network with a round that seats can be appointed to, and whoever administers the registry. */
export type ReviewWorld = {
  readonly stack: Stack;
  /** The registry by a name, to which passkeys can belong. */
  readonly site: string;
  readonly round: RoundId;
  readonly deps: { readonly client: Client; readonly connection: NetworkConnection };
  readonly admin: Client;
  readonly end: () => Promise<void>;
};

export async function makeReviewWorld(): Promise<ReviewWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-reviewer-"));
  const stack = await startStack(dataDir);
  const connection = await connect({ rpc: stack.rpc, network: stack.network });
  const deps = { client: createClient({ baseUrl: stack.api }), connection };
  const { rubric, rubricDigest } = await foundNetwork(deps, 3);
  const { version } = await publishCourse(deps, 1, "drone-survey");
  const round = await acceptRound(deps, { version, rubric, rubricDigest });
  return {
    stack,
    site: `http://localhost:${new URL(stack.api).port}`,
    round,
    deps,
    admin: createClient({ baseUrl: stack.api, apiKey: (await readDemoApiKeys(dataDir))?.admin ?? "" }),
    end: async () => {
      connection.close();
      await stack.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Appoints whoever gave this seat key, as the officer of an institution does. */
export async function appoint(
  { deps, round }: ReviewWorld,
  of: { readonly seat: number; readonly institution: number; readonly role: SeatRole; readonly key: string },
): Promise<void> {
  const key = readSeatKey(of.key);
  if (key === null || key.round !== round) throw new TypeError(`No seat key of this round: ${of.key}`);
  await appointSigner(deps, round, { ...of, signer: key.signer });
}

async function appointSigner(
  deps: ReviewWorld["deps"],
  round: RoundId,
  of: {
    readonly seat: number;
    readonly institution: number;
    readonly role: SeatRole;
    readonly signer: ActionSigner["bytes"];
  },
): Promise<void> {
  const { seat, institution, role, signer } = of;
  const message = { round, seat, institution, role: ROLES.indexOf(role), affiliations: [], signer };
  await act(deps, signerOf(`institution ${institution}`), "AppointSeat", message);
}

/** A reviewer who works by program: seat 2, a learner of institution 3. */
export const LEARNER = {
  appoint: ({ deps, round }: ReviewWorld) =>
    appointSigner(deps, round, { seat: 2, institution: 3, role: "learner", signer: signerOf("learner").bytes }),
  seal: ({ deps, round }: ReviewWorld) =>
    act(deps, signerOf("learner"), "Seal", sealOf(reviewOf(round, 2, "learner").message)),
};

/** The convener confirms a panel of these seats. */
export function setPanel({ deps, round }: ReviewWorld, seatCount: number) {
  return act(deps, signerOf("institution 2"), "SetPanel", { round, seatCount, excluded: 0 });
}

/** A person at a browser of their own: what they keep there stays from one page to the next. */
export type Person = {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: string[];
  readonly leave: () => Promise<void>;
};

/** Starts a browser for one person: contexts of this build share their storage, as it runs in a single process. */
export async function newPerson(options: BrowserContextOptions = {}): Promise<Person> {
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: SIZES.desktop,
    serviceWorkers: "block",
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // Asking who is signed in is answered with 401 where nobody is; a lost connection is what some tests are about. On a
    // busy machine the registry turns requests away (503), and the page asks again.
    if (message.type() === "error" && !/status of (?:401|503)|ERR_INTERNET_DISCONNECTED/.test(message.text())) {
      faults.push(message.text());
    }
  });
  return { context, page, faults, leave: () => browser.close() };
}

/** Where a person's passkeys are. */
export type Authenticator = { readonly session: CDPSession; readonly authenticatorId: string };

/** Gives a page an authenticator of its own that always finds its person present and verified. */
export async function giveAuthenticator({ context, page }: Pick<Person, "context" | "page">): Promise<Authenticator> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { session, authenticatorId };
}

/** Brings the passkey of a review to another authenticator, as passkey managers do. */
export async function synchronise(from: Authenticator, to: Authenticator): Promise<void> {
  const { credentials } = await from.session.send("WebAuthn.getCredentials", {
    authenticatorId: from.authenticatorId,
  });
  const passkey = credentials.find(({ userName }) => userName?.startsWith("Review: "));
  if (passkey === undefined) throw new TypeError("The authenticator holds no passkey for a review.");
  await to.session.send("WebAuthn.addCredential", { authenticatorId: to.authenticatorId, credential: passkey });
}

/** Gives every page of a context a wallet (EIP-6963) that signs with a real key and asks nobody. */
export async function giveWallet({ context }: Person, name: string, wallet: Wallet, chainId: number): Promise<void> {
  await context.exposeFunction("walletOfTest", async (method: string, params: readonly unknown[]) => {
    switch (method) {
      case "eth_requestAccounts":
      case "eth_accounts":
        return [wallet.address];
      case "eth_chainId":
        return `0x${chainId.toString(16)}`;
      case "personal_sign":
        return wallet.signMessage(Buffer.from(String(params[0]).slice(2), "hex"));
      case "eth_signTypedData_v4": {
        const { domain, types, message } = JSON.parse(String(params[1]));
        const { EIP712Domain: _, ...own } = types;
        return wallet.signTypedData(domain, own, message);
      }
      default:
        throw new Error(`This wallet does not know ${method}.`);
    }
  });
  await context.addInitScript((called) => {
    const ask = (globalThis as unknown as { walletOfTest: (m: string, p: unknown) => Promise<unknown> }).walletOfTest;
    const provider = {
      request: ({ method, params = [] }: { method: string; params?: unknown }) => ask(method, params),
      on: () => provider,
      removeListener: () => provider,
    };
    const info = { uuid: `test-${called}`, name: called, icon: "data:image/svg+xml,<svg/>", rdns: "example.test" };
    const announce = () =>
      window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: Object.freeze({ info, provider }) }));
    window.addEventListener("eip6963:requestProvider", announce);
    announce();
  }, name);
}

/** What a button saves as a file, as text. */
export async function savedBy(page: Page, click: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return textOf(download);
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}
