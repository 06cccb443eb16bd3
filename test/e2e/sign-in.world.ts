import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Provider } from "oidc-provider";
import { pino } from "pino";
import { type Access, makeAccess } from "../../packages/registry-api/dist/access/access.js";
import { invite } from "../../packages/registry-api/dist/access/people.js";
import { type App, buildApp } from "../../packages/registry-api/dist/http/app.js";
import { readWebApp } from "../../packages/registry-api/dist/http/web-app.js";
import { type Database, openDatabase } from "../../packages/registry-api/dist/store/database.js";
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../packages/registry-api/dist/store/embedded/embedded-postgres.js";
import { migrate } from "../../packages/registry-api/dist/store/migrations/index.js";

/** Where people find the registry, behind a proxy that speaks TLS. */
export const SITE = { host: "registry.example", origin: "https://registry.example" } as const;
export const CHAIN_ID = 31337;
const CLIENT = { id: "peerseal", secret: "a secret of two" } as const;

export type SignInWorld = {
  readonly app: App;
  readonly access: Access;
  readonly database: Database;
  readonly log: readonly string[];
  /** Invites to a role; gives the token. */
  readonly invite: (wish?: Partial<Parameters<typeof invite>[1]>) => Promise<string>;
  readonly end: () => Promise<void>;
};

/** The HTTP side on a real database, with a real provider of OpenID Connect; the chain is not asked. */
export async function makeSignInWorld(now: () => number, issuer: string): Promise<SignInWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-sign-in-"));
  const server = await startEmbeddedPostgres({ dataDir });
  const database = await openDatabase({ url: server.url });
  await migrate(database.db);
  const log: string[] = [];
  const oidc = { issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret };
  const access = makeAccess({ db: database.db, now, oidc, onError: () => undefined });
  const periods = { objection: 1, reveal: 1, reply: 1, appeal: 1 };
  const app = await buildApp({
    access,
    db: database.db,
    chain: { state: () => ({ head: 1, indexed: 1, lag: 0, failing: null }), caughtUpTo: async () => undefined },
    network: {
      network: `eip155:${CHAIN_ID}:0x0000000000000000000000000000000000000001`,
      chainId: CHAIN_ID,
      directory: "0x0000000000000000000000000000000000000001",
      genesis: `0x${"0".repeat(64)}`,
      contracts: {},
      periods: { panel: periods, rapid: periods },
      rpc: null,
    },
    now,
    log: pino({ level: "trace" }, { write: (line) => log.push(line) }),
    publicUrl: SITE.origin,
    baseUrl: () => SITE.origin,
    tls: null,
    demoSeeded: () => null,
    parts: () => ({}),
    web: await readWebApp(null, null),
  });
  return {
    app,
    access,
    database,
    log,
    invite: async (wish = {}) => {
      const { token } = await invite(
        database.db,
        { role: "officer", institution: 2, createdBy: "operator", ...wish },
        now(),
      );
      return token;
    },
    end: async () => {
      await app.close();
      await access.close();
      await database.close();
      await server.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** People whom the provider knows, by subject. */
const PEOPLE: Readonly<Record<string, { readonly email: string; readonly email_verified: boolean }>> = {
  mio: { email: "mio@college.example", email_verified: true },
  stranger: { email: "nobody@elsewhere.example", email_verified: true },
  liar: { email: "mio@college.example", email_verified: false },
};

export type OidcServer = { readonly issuer: string; readonly close: () => Promise<void> };

/** A certified provider in this process, over HTTP on loopback; whoever signs in is named in `login`. */
export async function startOidcServer(): Promise<OidcServer> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${SITE.origin}/v1/access/oidc/callback`],
      },
    ],
    claims: { email: ["email", "email_verified"] },
    scopes: ["openid", "email"],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    cookies: { keys: ["a key of this test"] },
    findAccount: async (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...PEOPLE[sub] }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({ clientId: CLIENT.id, accountId: oidc.session?.accountId ?? "" });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    // Signs in whoever the browser says to be, in the place of a page with a form.
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    const accountId = /(?:^|; )login=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    await provider.interactionFinished(request, response, { login: { accountId } });
  });
  return {
    issuer,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Follows the provider's pages as a browser does, until it sends back. @returns the query of the callback. */
export async function throughProvider(url: string, login: string): Promise<string> {
  const jar = new Map([["login", login]]);
  let at = new URL(url);
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get("location");
    if (location === null) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
    at = new URL(location, at);
    if (at.host === SITE.host) return at.search;
  }
  throw new Error("The provider sends in circles.");
}
