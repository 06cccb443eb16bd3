import { SiweMessage } from "@signinwithethereum/siwe";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Authenticator } from "./authenticator.ts";
import {
  CHAIN_ID,
  makeSignInWorld,
  type OidcServer,
  SITE,
  type SignInWorld,
  startOidcServer,
  throughProvider,
} from "./sign-in.world.ts";
import { walletOf } from "./stack.keys.ts";

const HOUR = 3_600;
/** Added to the clock, in seconds. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;

let world: SignInWorld;
let provider: OidcServer;

beforeAll(async () => {
  provider = await startOidcServer();
  world = await makeSignInWorld(now, provider.issuer);
});

afterAll(async () => {
  await world?.end();
  await provider?.close();
});

/** A browser with its cookies. */
function browser(host: string = SITE.host) {
  const jar = new Map<string, string>();
  const call = async (method: "GET" | "POST" | "DELETE", url: string, body?: object) => {
    const response = await world.app.inject({
      method,
      url,
      headers: {
        host,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(method === "GET" ? {} : { origin: host === SITE.host ? SITE.origin : `http://${host}` }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const { name, value } of response.cookies) value === "" ? jar.delete(name) : jar.set(name, value);
    const json = response.body.startsWith("{") ? response.json() : {};
    return { status: response.statusCode, body: json, cookies: response.cookies, headers: response.headers };
  };
  return {
    jar,
    get: (url: string) => call("GET", url),
    post: (url: string, body: object = {}) => call("POST", url, body),
    drop: (url: string) => call("DELETE", url),
  };
}
type Browser = ReturnType<typeof browser>;

const session = (who: Browser) => who.get("/v1/access/session");
const refusal = (status: number, code: string) => ({ status, body: { code } });

describe("with an account", () => {
  type Change = { readonly [Name in keyof SiweMessage]?: unknown };

  /** Signs in as a wallet, with a message that differs from the one asked for. */
  async function signIn(
    who: Browser,
    name: string,
    more: { change?: Change; invitation?: string; signer?: string } = {},
  ) {
    const { body: asked } = await who.post("/v1/access/ethereum/challenges");
    const fields = { ...asked, address: walletOf(name).address, ...more.change } as Partial<SiweMessage>;
    const message = new SiweMessage(fields).prepareMessage();
    const signature = await walletOf(more.signer ?? name).signMessage(message);
    const invitation = more.invitation === undefined ? {} : { invitation: more.invitation };
    const body = { message, signature, ...invitation };
    return { body, answer: await who.post("/v1/access/ethereum/sign-in", body) };
  }

  test("an invitation lets somebody in once, and they come back without it", async () => {
    const invitation = await world.invite();
    const who = browser();
    const { answer } = await signIn(who, "ada", { invitation });
    expect(answer).toMatchObject({
      status: 200,
      body: { kind: "person", grants: [{ role: "officer", institution: 2 }], purposes: null },
    });
    expect(answer.cookies).toEqual([
      expect.objectContaining({
        name: "__Host-peerseal-session",
        path: "/",
        httpOnly: true,
        secure: true,
        sameSite: "Lax",
      }),
    ]);
    expect(answer.cookies[0]).not.toHaveProperty("domain");
    expect((await session(who)).body).toEqual(answer.body);
    // Somebody who saw the token comes too late.
    expect((await signIn(browser(), "thief", { invitation })).answer).toMatchObject(refusal(403, "invitation-invalid"));
    const again = await signIn(browser(), "ada");
    expect(again.answer).toMatchObject({ status: 200, body: { id: answer.body.id } });
    // Nothing of what signs in stands in an answer, and no secret in the database.
    const { rows } = await sql<{ hash: string }>`select hash from access_sessions`.execute(world.database.db);
    expect(rows.map(({ hash }) => hash)).not.toContain(who.jar.get("__Host-peerseal-session"));
  });

  test("nobody without an invitation gets in", async () => {
    expect((await signIn(browser(), "uninvited")).answer).toMatchObject(refusal(403, "sign-in-unknown"));
  });

  test("what was sent once does not serve again", async () => {
    const { body, answer } = await signIn(browser(), "ada");
    expect(answer.status).toBe(200);
    const replayed = await browser().post("/v1/access/ethereum/sign-in", body);
    expect(replayed).toMatchObject(refusal(403, "challenge-invalid"));
  });

  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
  test.each<[string, () => Change, string]>([
    ["domain", () => ({ domain: "evil.example" }), "sign-in-refused"],
    ["uri", () => ({ uri: "https://evil.example" }), "sign-in-refused"],
    ["scheme of the uri", () => ({ uri: "http://registry.example" }), "sign-in-refused"],
    ["chain", () => ({ chainId: CHAIN_ID + 1 }), "sign-in-refused"],
    ["nonce of its own making", () => ({ nonce: "0123456789abcdef" }), "challenge-invalid"],
    ["time that is over", () => ({ expirationTime: iso(now() - 1) }), "sign-in-refused"],
    ["time to come", () => ({ notBefore: iso(now() + 100) }), "sign-in-refused"],
    ["date of long ago", () => ({ issuedAt: iso(now() - 2 * HOUR) }), "sign-in-refused"],
    ["date to come", () => ({ issuedAt: iso(now() + 2 * HOUR) }), "sign-in-refused"],
  ])("a message of another %s is refused", async (_, change, code) => {
    const { body, answer } = await signIn(browser(), "ada", { change: change() });
    expect(answer).toMatchObject(refusal(403, code));
    // An attempt uses its nonce up, whatever was wrong.
    expect(await browser().post("/v1/access/ethereum/sign-in", body)).toMatchObject(refusal(403, "challenge-invalid"));
  });

  test("a signature of somebody else, or none of an account, is refused", async () => {
    expect((await signIn(browser(), "ada", { signer: "eve" })).answer).toMatchObject(refusal(403, "sign-in-refused"));
    const { body } = await browser().post("/v1/access/ethereum/challenges");
    const message = new SiweMessage({ ...body, address: walletOf("ada").address }).prepareMessage();
    const signature = `0x${"11".repeat(65)}`;
    const answer = await browser().post("/v1/access/ethereum/sign-in", { message, signature });
    expect(answer).toMatchObject(refusal(403, "sign-in-refused"));
    const unread = await browser().post("/v1/access/ethereum/sign-in", { message: "let me in", signature });
    expect(unread).toMatchObject(refusal(403, "sign-in-refused"));
  });

  test("a challenge is over after five minutes", async () => {
    const who = browser();
    const { body: asked } = await who.post("/v1/access/ethereum/challenges");
    ahead += 301;
    try {
      const fresh = {
        ...asked,
        address: walletOf("ada").address,
        issuedAt: iso(now()),
        expirationTime: iso(now() + 60),
      };
      const message = new SiweMessage(fresh).prepareMessage();
      const signature = await walletOf("ada").signMessage(message);
      const answer = await who.post("/v1/access/ethereum/sign-in", { message, signature });
      expect(answer).toMatchObject(refusal(403, "challenge-invalid"));
    } finally {
      ahead -= 301;
    }
  });

  test("an invitation bound to an account is worth nothing to others, nor one that is over", async () => {
    const address = walletOf("bound").address.toLowerCase();
    const bound = await world.invite({ address });
    expect((await signIn(browser(), "eve", { invitation: bound })).answer).toMatchObject(
      refusal(403, "invitation-invalid"),
    );
    expect((await signIn(browser(), "bound", { invitation: bound })).answer).toMatchObject({ status: 200 });
    const short = await world.invite({ hours: 1 });
    ahead += HOUR;
    try {
      expect((await signIn(browser(), "late", { invitation: short })).answer).toMatchObject(
        refusal(403, "invitation-invalid"),
      );
    } finally {
      ahead -= HOUR;
    }
  });

  test("of many at once with one token, one gets in", async () => {
    const invitation = await world.invite();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => signIn(browser(), `racer ${i}`, { invitation })),
    );
    expect(answers.map(({ answer }) => answer.status).sort()).toEqual([200, ...Array(7).fill(403)]);
  });

  test("a session ends by signing out, by idling, and in any case after twelve hours", async () => {
    const [left, idle, busy] = [browser(), browser(), browser()];
    for (const who of [left, idle, busy]) expect((await signIn(who, "ada")).answer.status).toBe(200);
    const kept = new Map(left.jar);
    expect((await left.drop("/v1/access/session")).status).toBe(200);
    expect(left.jar.size).toBe(0);
    for (const [name, value] of kept) left.jar.set(name, value);
    expect(await session(left)).toMatchObject(refusal(401, "credentials-invalid"));
    const begun = ahead;
    try {
      for (let i = 1; i <= 12; i++) {
        ahead = begun + i * (HOUR - 60);
        expect((await session(busy)).status).toBe(200);
        if (i === 2) expect(await session(idle)).toMatchObject(refusal(401, "credentials-invalid"));
      }
      ahead = begun + 12 * HOUR;
      expect(await session(busy)).toMatchObject(refusal(401, "credentials-invalid"));
    } finally {
      ahead = begun;
    }
  });

  test("a sign-in never goes on with the session that the browser brought", async () => {
    const who = browser();
    await signIn(who, "ada");
    const before = who.jar.get("__Host-peerseal-session") ?? "";
    await signIn(who, "ada");
    expect(who.jar.get("__Host-peerseal-session")).not.toBe(before);
    who.jar.set("__Host-peerseal-session", before);
    expect(await session(who)).toMatchObject(refusal(401, "credentials-invalid"));
  });

  test("on loopback the cookie does without TLS", async () => {
    const who = browser("localhost:4600");
    const { answer } = await signIn(who, "ada");
    expect(answer.cookies).toEqual([expect.objectContaining({ name: "peerseal-session", httpOnly: true })]);
    expect(answer.cookies[0]).not.toHaveProperty("secure");
    expect((await session(who)).status).toBe(200);
  });
});

describe("with a passkey", () => {
  const begin = async (who: Browser, invitation: string) =>
    who.post("/v1/access/passkeys/registrations", { invitation });

  async function register(who: Browser, key: Authenticator, behaviour: Parameters<Authenticator["create"]>[1] = {}) {
    const invitation = await world.invite({ role: "reviewer", label: "Panel 7" });
    const { body: options } = await begin(who, invitation);
    const body = { invitation, credential: key.create(options.challenge, behaviour) };
    return { options, body, answer: await who.post("/v1/access/passkeys", body) };
  }

  async function signIn(who: Browser, key: Authenticator, behaviour: Parameters<Authenticator["get"]>[1] = {}) {
    const { body: options } = await who.post("/v1/access/passkeys/challenges");
    const body = { credential: key.get(options.challenge, behaviour) };
    return { options, body, answer: await who.post("/v1/access/passkeys/sign-in", body) };
  }

  test("it is registered by invitation, and found again without a name", async () => {
    const key = new Authenticator(SITE.origin);
    const { options, answer } = await register(browser(), key);
    expect(options).toMatchObject({
      rp: { id: SITE.host },
      user: { name: "Panel 7" },
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
    expect(answer).toMatchObject({ status: 200, body: { grants: [{ role: "reviewer", institution: 2 }] } });
    const who = browser();
    const back = await signIn(who, key);
    expect(back.options).toMatchObject({ rpId: SITE.host, userVerification: "required" });
    expect(back.options).not.toHaveProperty("allowCredentials");
    expect(back.answer).toMatchObject({ status: 200, body: { id: answer.body.id } });
    expect((await session(who)).status).toBe(200);
    // Sent again, neither serves.
    const replayed = await browser().post("/v1/access/passkeys/sign-in", back.body);
    expect(replayed).toMatchObject(refusal(403, "challenge-invalid"));
  });

  test("a registration sent again, or with a stolen token, is refused", async () => {
    const invitation = await world.invite();
    const key = new Authenticator(SITE.origin);
    const { body: options } = await begin(browser(), invitation);
    const body = { invitation, credential: key.create(options.challenge) };
    expect((await browser().post("/v1/access/passkeys", body)).status).toBe(200);
    expect(await browser().post("/v1/access/passkeys", body)).toMatchObject(refusal(403, "challenge-invalid"));
    expect(await begin(browser(), invitation)).toMatchObject(refusal(403, "invitation-invalid"));
    // Two began before the first was done: the token serves one of them.
    const shared = await world.invite();
    const [mine, theirs] = [new Authenticator(SITE.origin), new Authenticator(SITE.origin)];
    const [a, b] = [await begin(browser(), shared), await begin(browser(), shared)];
    const first = { invitation: shared, credential: mine.create(a.body.challenge) };
    const second = { invitation: shared, credential: theirs.create(b.body.challenge) };
    expect((await browser().post("/v1/access/passkeys", first)).status).toBe(200);
    expect(await browser().post("/v1/access/passkeys", second)).toMatchObject(refusal(403, "invitation-invalid"));
    expect((await signIn(browser(), theirs)).answer).toMatchObject(refusal(403, "sign-in-unknown"));
  });

  test.each<[string, Parameters<Authenticator["create"]>[1]]>([
    ["origin", { origin: "https://evil.example" }],
    ["site", { site: "evil.example" }],
    ["owner who was not verified", { verified: false }],
  ])("one of another %s is refused", async (_, behaviour) => {
    expect((await register(browser(), new Authenticator(SITE.origin), behaviour)).answer).toMatchObject(
      refusal(403, "sign-in-refused"),
    );
    const key = new Authenticator(SITE.origin);
    await register(browser(), key);
    expect((await signIn(browser(), key, behaviour)).answer).toMatchObject(refusal(403, "sign-in-refused"));
  });

  test("a challenge of its own making, of registering, or of long ago is refused", async () => {
    const key = new Authenticator(SITE.origin);
    await register(browser(), key);
    const send = (challenge: string) =>
      browser().post("/v1/access/passkeys/sign-in", { credential: key.get(challenge) });
    expect(await send("A".repeat(43))).toMatchObject(refusal(403, "challenge-invalid"));
    const { body: registering } = await begin(browser(), await world.invite());
    expect(await send(registering.challenge)).toMatchObject(refusal(403, "challenge-invalid"));
    const { body: old } = await browser().post("/v1/access/passkeys/challenges");
    ahead += 301;
    expect(await send(old.challenge)).toMatchObject(refusal(403, "challenge-invalid"));
    ahead -= 301;
  });

  test("a counter that stands still or goes back tells of a copy", async () => {
    const key = new Authenticator(SITE.origin);
    key.counter = 5;
    await register(browser(), key);
    expect((await signIn(browser(), key, { counter: 7 })).answer.status).toBe(200);
    for (const counter of [7, 6, 0]) {
      expect((await signIn(browser(), key, { counter })).answer).toMatchObject(refusal(403, "sign-in-refused"));
    }
    const [one, other] = await Promise.all([8, 8].map((counter) => signIn(browser(), key, { counter })));
    expect([one?.answer.status, other?.answer.status].sort()).toEqual([200, 403]);
  });

  test("somebody who is signed in adds another way in by an invitation, and keeps one id", async () => {
    const who = browser();
    const key = new Authenticator(SITE.origin);
    const { answer } = await register(who, key);
    const invitation = await world.invite({ role: "officer", institution: 3 });
    const other = new Authenticator(SITE.origin);
    const { body: options } = await begin(who, invitation);
    await who.post("/v1/access/passkeys", { invitation, credential: other.create(options.challenge) });
    const back = await signIn(browser(), other);
    expect(back.answer.body).toMatchObject({
      id: answer.body.id,
      grants: [
        { role: "reviewer", institution: 2 },
        { role: "officer", institution: 3 },
      ],
    });
  });

  test("by a number in the place of a name there are none", async () => {
    const who = browser("127.0.0.1:4600");
    expect((await who.get("/v1/access")).body).toMatchObject({ passkeys: false });
    expect(await who.post("/v1/access/passkeys/challenges")).toMatchObject(refusal(403, "sign-in-refused"));
    expect((await browser().get("/v1/access")).body).toEqual({
      ethereum: { chainId: CHAIN_ID },
      passkeys: true,
      oidc: { href: "/v1/access/oidc/sign-in" },
    });
  });
});

describe("by a provider of OpenID Connect", () => {
  const leave = async (who: Browser, invitation?: string) => {
    const query = invitation === undefined ? "" : `?invitation=${invitation}`;
    const { status, headers } = await who.get(`/v1/access/oidc/sign-in${query}`);
    expect(status).toBe(302);
    return String(headers.location);
  };
  const back = (who: Browser, search: string) => who.get(`/v1/access/oidc/callback${search}`);

  test("an invitation lets somebody in, and they come back without it", async () => {
    const who = browser();
    const url = await leave(who, await world.invite());
    const asked = new URL(url).searchParams;
    expect(asked.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
    const came = await back(who, await throughProvider(url, "stranger"));
    expect(came).toMatchObject({ status: 302, headers: { location: "/" } });
    const { body } = await session(who);
    expect(body.grants).toEqual([{ role: "officer", institution: 2 }]);
    const again = browser();
    await back(again, await throughProvider(await leave(again), "stranger"));
    expect((await session(again)).body).toEqual(body);
  });

  test("an e-mail address that the provider vouches for is invitation enough, one that it does not is none", async () => {
    await world.invite({ email: "Mio@College.example", role: "reviewer" });
    const liar = browser();
    expect(await back(liar, await throughProvider(await leave(liar), "liar"))).toMatchObject(
      refusal(403, "sign-in-unknown"),
    );
    const who = browser();
    await back(who, await throughProvider(await leave(who), "mio"));
    expect((await session(who)).body.grants).toEqual([{ role: "reviewer", institution: 2 }]);
    // Bound to the address: its token serves nobody else.
    const bound = await world.invite({ email: "mio@college.example" });
    const thief = browser();
    expect(await back(thief, await throughProvider(await leave(thief, bound), "liar"))).toMatchObject(
      refusal(403, "invitation-invalid"),
    );
  });

  test("the answer serves once, in the browser that left, with the state that it took along", async () => {
    const who = browser();
    const search = await throughProvider(await leave(who), "stranger");
    // Somebody else is led here with the answer: nothing binds it to their browser.
    expect(await back(browser(), search)).toMatchObject(refusal(403, "challenge-invalid"));
    const another = browser();
    await leave(another);
    expect(await back(another, search)).toMatchObject(refusal(403, "sign-in-refused"));
    const cookies = new Map(who.jar);
    expect((await back(who, search)).status).toBe(302);
    for (const [name, value] of cookies) who.jar.set(name, value);
    expect(await back(who, search)).toMatchObject(refusal(403, "challenge-invalid"));
  });

  test.each(["?error=access_denied&state=x", "?code=x", "?code=x&state=x", "?"])("%s is refused", async (search) => {
    const who = browser();
    await leave(who);
    expect(await back(who, search)).toMatchObject(refusal(403, "sign-in-refused"));
    expect(await session(who)).toMatchObject(refusal(401, "credentials-missing"));
  });
});

describe("what people may do", () => {
  test("a role that is ended ends with the next request, and admins see whom they let in", async () => {
    const admin = browser();
    const invitation = await world.invite({ role: "admin" });
    const key = new Authenticator(SITE.origin);
    const { body: options } = await admin.post("/v1/access/passkeys/registrations", { invitation });
    await admin.post("/v1/access/passkeys", { invitation, credential: key.create(options.challenge) });

    const made = await admin.post("/v1/access/invitations", { institution: 2, role: "auditor", label: "Spring" });
    expect(made.status).toBe(201);
    const { token, ...shown } = made.body;
    expect(shown).toMatchObject({ role: "auditor", institution: 2, state: "open", boundTo: null, label: "Spring" });
    const auditor = browser();
    const other = new Authenticator(SITE.origin);
    const begun = await auditor.post("/v1/access/passkeys/registrations", { invitation: token });
    await auditor.post("/v1/access/passkeys", { invitation: token, credential: other.create(begun.body.challenge) });
    expect((await auditor.get("/v1/audit")).status).toBe(200);
    expect(await auditor.post("/v1/access/invitations", { institution: 2, role: "admin" })).toMatchObject(
      refusal(403, "not-allowed"),
    );

    const person = (await session(auditor)).body.id;
    const people = (await admin.get("/v1/access/people?limit=100")).body.data;
    const grant = people.find((one: { person: string }) => one.person === person);
    expect(grant).toMatchObject({ role: "auditor", institution: 2, label: "Spring", endedAt: null });
    expect((await admin.drop(`/v1/access/grants/${grant.id}`)).body).toMatchObject({ endedAt: expect.any(Number) });
    expect(await auditor.get("/v1/audit")).toMatchObject(refusal(403, "not-allowed"));

    const again = await admin.post("/v1/access/invitations", { institution: 2, role: "auditor" });
    expect((await admin.drop(`/v1/access/invitations/${again.body.id}`)).body).toMatchObject({ state: "withdrawn" });
    expect(await browser().post("/v1/access/passkeys/registrations", { invitation: again.body.token })).toMatchObject(
      refusal(403, "invitation-invalid"),
    );
    const { data } = (await admin.get("/v1/audit?limit=100")).body;
    expect(data).toContainEqual(
      expect.objectContaining({
        route: "DELETE /v1/access/grants/:id",
        principal: { kind: "person", id: expect.any(String) },
        institution: 2,
        status: 200,
      }),
    );
  });

  test("pages of others cannot write with somebody's session", async () => {
    const response = await world.app.inject({
      method: "POST",
      url: "/v1/access/ethereum/challenges",
      headers: { host: SITE.host, origin: "https://evil.example" },
      payload: {},
    });
    expect(response.json()).toMatchObject({ code: "origin-refused" });
  });

  test("no log line holds a secret, a token or an address", async () => {
    const text = world.log.join("");
    expect(text).not.toMatch(/ps_test_|mio@college|__Host-peerseal|a secret of two/);
  });
});
