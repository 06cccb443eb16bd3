import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createKey, FOLLOWERS, type Role, RULES } from "@peerseal/registry-api";
import { type Client, createClient, pages, type wire } from "@peerseal/sdk";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { invite } from "../../packages/registry-api/dist/access/people.js";
import { revokeKey } from "../../packages/registry-api/dist/store/access/keys.js";
import { insertGrant, insertPerson } from "../../packages/registry-api/dist/store/access/people.js";
import { addWebhook, findWebhook } from "../../packages/registry-api/dist/store/webhooks.js";
import { BODIES, EXPECTED, type Ids, pathOf } from "./access.routes.ts";
import { makeWorld, startOne, type World } from "./relaying.world.ts";

const run = promisify(execFile);
const DAY = 86_400;
/** Added to the registry's clock, in seconds. */
let ahead = 0;
const now = () => Math.floor(Date.now() / 1000) + ahead;

const WITHIN = { timeout: 60_000, interval: 50 };

let world: World;
let url: string;
let close: () => Promise<void>;

/** Callers of the table: roles in institution 2 unless the name says otherwise. */
const CALLERS = {
  anonymous: null,
  reviewer: { institution: 2, roles: ["reviewer"] },
  officer: { institution: 2, roles: ["officer"] },
  "officer of another": { institution: 3, roles: ["officer"] },
  admin: { institution: 2, roles: ["admin"] },
  "admin of another": { institution: 3, roles: ["admin"] },
  "registry admin": { institution: null, roles: ["admin"] },
  auditor: { institution: 2, roles: ["auditor"] },
  "registry auditor": { institution: null, roles: ["auditor"] },
  revoked: { institution: 2, roles: ["officer", "admin"] },
  expired: { institution: 2, roles: ["officer", "admin"] },
} as const satisfies Record<string, { institution: number | null; roles: readonly Role[] } | null>;
type Caller = keyof typeof CALLERS;

const WEBHOOK = `wh_${"a".repeat(22)}`;
const HOOK = {
  id: WEBHOOK,
  institution: 2,
  url: "https://hooks.example.org/",
  events: ["batch.final"],
  secret: "",
} as const;
const keys = {} as Record<Caller, string | null>;
let ids: Ids;

async function keyOf(wish: { institution: number | null; roles: readonly Role[] }, since = now()) {
  const at = { now: since, chainId: world.deployment.chainId };
  return createKey(world.database.db, { ...wish, label: "of a test", createdBy: "operator" }, at);
}

beforeAll(async () => {
  world = await makeWorld("access");
  const started = await startOne(world, { now, config: { vcTest: true }, followers: FOLLOWERS });
  url = started.registry.url;
  close = started.registry.close;
  const { db } = world.database;
  for (const [caller, wish] of Object.entries(CALLERS) as [Caller, (typeof CALLERS)[Caller]][]) {
    const made = wish === null ? null : await keyOf(wish, caller === "expired" ? now() - 366 * DAY : now());
    keys[caller] = made?.key ?? null;
    if (caller === "revoked" && made !== null) await revokeKey(db, made.row.id, "operator", now());
  }
  await insertPerson(db, "person_AAAAAAAAAAAAAAAA", now());
  const grant = { id: "grant_AAAAAAAAAAAAAAAA", person: "person_AAAAAAAAAAAAAAAA", grantedBy: "operator", label: null };
  await insertGrant(db, { ...grant, role: "officer", institution: 2 }, now());
  const wish = { role: "officer", institution: 2, createdBy: "operator" } as const;
  ids = {
    webhook: WEBHOOK,
    key: (await keyOf({ institution: 2, roles: ["officer"] })).row.id,
    grant: grant.id,
    invitation: (await invite(db, wish, now())).row.id,
  };
});

afterAll(async () => {
  await close?.();
  await world?.end();
});

const client = (caller: Caller): Client => as(keys[caller]);
const as = (apiKey: string | null): Client => createClient({ baseUrl: url, ...(apiKey === null ? {} : { apiKey }) });

async function all<T>(list: Parameters<typeof pages<T>>[0]): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of pages(list)) found.push(one);
  return found;
}

async function ask(route: string, key: string | null, more: { path?: string; body?: unknown } = {}) {
  const [method = "", path = ""] = [route.slice(0, route.indexOf(" ")), more.path ?? pathOf(route, ids)];
  const body = more.body ?? (route in BODIES ? BODIES[route] : method === "POST" ? {} : undefined);
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: "manual",
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    await response.body?.cancel();
    return { status: response.status, code: null, response };
  }
  const text = await response.text();
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") === true;
  return { status: response.status, code: isProblem ? (JSON.parse(text) as wire.Problem).code : null, response };
}

/** What access control answers; null: it lets through, whatever the route says then. */
function refusalFor(route: string, caller: Caller): string | null {
  const expected = EXPECTED[route];
  if (expected === undefined) throw new Error(`Nothing is expected of ${route}.`);
  if (expected === "everybody") return null;
  if (caller === "anonymous") return "credentials-missing";
  if (caller === "revoked" || caller === "expired") return "credentials-invalid";
  if (expected === "known") return null;
  const { institution, roles } = CALLERS[caller];
  if (expected === "operator")
    return institution === null && roles.some((role) => role === "admin") ? null : "not-allowed";
  // Lists without an institution are about the caller's own one.
  const isOwn = institution !== 3 || OWN.has(route);
  return isOwn && roles.some((role) => expected.includes(role)) ? null : "not-allowed";
}

/** Lists that mean the caller's own institution where none is named. */
const OWN = new Set(["GET /v1/audit", "GET /v1/access/keys", "GET /v1/access/invitations", "GET /v1/access/people"]);
const REFUSALS = new Set(["credentials-missing", "credentials-invalid", "not-allowed"]);

describe("every route by every role", () => {
  test("the routes are those that run, and each is expected here", async () => {
    const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, object> };
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    );
    const short = ["/i/:id", "/c/:id", "/c/:course/v/:id", "/r/:id", "/b/:institution/:number"].map(
      (path) => `GET ${path}`,
    );
    const hidden = ["GET /openapi.json", "GET /docs/", "GET /docs/js/scalar.js", "GET /metrics", ...short];
    expect([...described, ...hidden].sort()).toEqual(Object.keys(EXPECTED).sort());
    expect(Object.keys(RULES).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  test.each(Object.keys(CALLERS) as Caller[])("%s", async (caller) => {
    // Whoever may, has deleted it.
    if ((await findWebhook(world.database.db, WEBHOOK)) === null) await addWebhook(world.database.db, HOOK, now());
    const wrong = await Promise.all(
      Object.keys(EXPECTED).map(async (route) => {
        const { code, status, response } = await ask(route, keys[caller]);
        const found = code !== null && REFUSALS.has(code) ? code : null;
        const wanted = refusalFor(route, caller);
        if (found !== wanted) return [`${route}: ${found} (${status}) in the place of ${wanted}`];
        const isBare = status === 401 && response.headers.get("www-authenticate") === null;
        return isBare ? [`${route}: 401 without WWW-Authenticate`] : [];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });

  test("a key of an institution reaches no other by naming it", async () => {
    const refused = (route: string, key: string | null, more: { path?: string; body?: unknown }) =>
      expect(ask(route, key, more)).resolves.toMatchObject({ status: 403, code: "not-allowed" });
    const { officer, admin, auditor } = keys;
    const hex = `0x${"12".repeat(32)}`;
    await refused("POST /v1/batches", officer, { body: { institution: 3, courseVersion: hex, learners: 1 } });
    await refused("POST /v1/batches/issue", officer, {
      body: { institution: 3, courseVersion: hex, learners: ["a@example.org"] },
    });
    await refused("POST /v1/batches/:institution/:number/seal", officer, { path: "/v1/batches/3/1/seal" });
    // As other parsers of numbers would read it.
    await refused("POST /v1/batches/:institution/:number/seal", officer, { path: "/v1/batches/0x3/1/seal" });
    await refused("GET /v1/batches/:institution/:number/override", auditor, { path: "/v1/batches/3/1/override" });
    await refused("GET /v1/audit", auditor, { path: "/v1/audit?institution=3" });
    await refused("GET /v1/access/keys", admin, { path: "/v1/access/keys?institution=3" });
    for (const institution of [3, null]) {
      await refused("POST /v1/access/keys", admin, { body: { institution, roles: ["admin"], label: "more" } });
      await refused("POST /v1/access/invitations", admin, { body: { institution, role: "admin" } });
    }
    const other = (await keyOf({ institution: 3, roles: ["officer"] })).row.id;
    await refused("DELETE /v1/access/keys/:id", admin, { path: `/v1/access/keys/${other}` });
    const registryWide = (await keyOf({ institution: null, roles: ["admin"] })).row.id;
    await refused("DELETE /v1/access/keys/:id", admin, { path: `/v1/access/keys/${registryWide}` });
  });

  test("HEAD follows the rule of GET, and a bearer that is no key of ours is refused", async () => {
    const path = "/v1/batches/2/1/credentials";
    expect((await fetch(`${url}${path}`, { method: "HEAD" })).status).toBe(401);
    for (const key of ["ps_test_short", `ps_live_${"A".repeat(43)}`, "x"]) {
      expect(await ask("GET /v1/audit", key)).toMatchObject({ status: 401, code: "credentials-invalid" });
      expect(await ask("GET /v1/network", key)).toMatchObject({ status: 200 });
    }
  });
});

describe("API keys", () => {
  test("are shown once, kept as a digest, and say what they may", async () => {
    const made = await client("admin").access.keys.create({
      institution: 2,
      roles: ["officer"],
      purposes: ["deliver"],
      label: "LMS",
      days: 30,
    });
    expect(made.key).toMatch(/^ps_test_[A-Za-z0-9_-]{43}$/);
    expect(made).toMatchObject({ expiresAt: made.createdAt + 30 * DAY, lastUsedAt: null, purposes: ["deliver"] });
    const { rows } = await sql<{ row: string }>`select row_to_json(k)::text as row from access_keys k`.execute(
      world.database.db,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(made.key.slice("ps_test_".length));
    const own = as(made.key);
    expect(await own.access.session()).toEqual({
      kind: "key",
      id: made.id,
      grants: [{ role: "officer", institution: 2 }],
      purposes: ["deliver"],
    });
    // Not made for issuing.
    const order = { courseVersion: `0x${"12".repeat(32)}`, learners: ["a@example.org"] } as const;
    await expect(own.batches.issue({ ...order, learners: [...order.learners] })).rejects.toMatchObject({
      code: "not-allowed",
      details: { purpose: "issue" },
    });
    await vi.waitFor(async () => {
      const listed = await all((page) => client("auditor").access.keys.list(page));
      const found = listed.find(({ id }) => id === made.id);
      expect(found?.lastUsedAt).toBe(now() - (now() % 3_600));
      expect(found).not.toHaveProperty("key");
    }, WITHIN);
  });

  test("are rotated with an overlap, then end, and end at once where revoked", async () => {
    const admin = client("admin").access.keys;
    const first = await admin.create({ institution: 2, roles: ["officer"], label: "rotated" });
    const second = await admin.rotate(first.id, { overlapSeconds: 600 });
    expect(second).toMatchObject({ replaces: first.id, roles: ["officer"], institution: 2, label: "rotated" });
    expect(await as(first.key).access.session()).toMatchObject({ id: first.id });
    expect(await as(second.key).access.session()).toMatchObject({ id: second.id });
    ahead += 601;
    try {
      await expect(as(first.key).access.session()).rejects.toMatchObject({ code: "credentials-invalid" });
      expect(await as(second.key).access.session()).toMatchObject({ id: second.id });
      await expect(admin.rotate(first.id)).rejects.toMatchObject({ code: "access-invalid" });
      expect(await admin.revoke(second.id)).toMatchObject({ revokedAt: expect.any(Number) });
      await expect(as(second.key).access.session()).rejects.toMatchObject({ code: "credentials-invalid" });
    } finally {
      ahead -= 601;
    }
  });

  test("one that another replica revokes ends here within five seconds", async () => {
    const { key, row } = await keyOf({ institution: 2, roles: ["officer"] });
    expect(await as(key).access.session()).toMatchObject({ id: row.id });
    await revokeKey(world.database.db, row.id, "operator", now());
    ahead += 5;
    try {
      await expect(as(key).access.session()).rejects.toMatchObject({ code: "credentials-invalid" });
    } finally {
      ahead -= 5;
    }
  });

  test("none acts for every institution, and none for ever", async () => {
    const { create } = client("registry admin").access.keys;
    const wish = { institution: null, label: "too much" } as const;
    await expect(create({ ...wish, roles: ["officer"] })).rejects.toMatchObject({ code: "access-invalid" });
    await expect(create({ ...wish, roles: ["admin"], days: 731 })).rejects.toMatchObject({ code: "request-invalid" });
  });
});

describe("at the machine", () => {
  /** Runs the command beside the registry, on the database that runs in the data folder. */
  async function operate(...args: readonly string[]) {
    const env = { ...process.env, PEERSEAL_DATA_DIR: world.dataDir, DATABASE_URL: "", NO_COLOR: "1" };
    const script = join(import.meta.dirname, "../../scripts/access.ts");
    const { stdout, stderr } = await run(process.execPath, [script, ...args], { env }).catch((error) => error);
    return { out: String(stdout), err: String(stderr) };
  }

  test("the first admin's key is made and revoked, and both are noted", async () => {
    const { out, err } = await operate("create-key", "--role", "admin", "--purpose", "access", "--days", "1");
    const admin = as(out.trim());
    const { id, grants } = await admin.access.session();
    expect(grants).toEqual([{ role: "admin", institution: null }]);
    expect(err).toMatch(new RegExp(`^${id}: admin; keep it well`));
    expect(await admin.access.keys.create({ institution: 3, roles: ["officer"], label: "LMS" })).toMatchObject({
      institution: 3,
      createdBy: id,
    });
    expect((await operate("revoke-key", id)).out).toContain(`${id} is revoked`);
    ahead += 5;
    await expect(admin.access.session()).rejects.toMatchObject({ code: "credentials-invalid" });
    ahead -= 5;
    expect((await operate("revoke-key", id)).err).toMatch(/^not-found: /);
    const entries = await all((page) => client("registry auditor").access.audit(page));
    const noted = entries.filter(({ requestId }) => requestId === id);
    expect(noted.map(({ route, principal }) => [route, principal.kind])).toEqual([
      ["npm run access -- create-key", "operator"],
      ["npm run access -- revoke-key", "operator"],
    ]);
  }, 180_000);

  test("what cannot be is refused, with how to write it", async () => {
    const [registryOfficer, king, nowhere, nothing] = await Promise.all([
      operate("create-key", "--role", "officer"),
      operate("create-key", "--role", "king"),
      operate("create-key", "--role", "admin", "--institution", "x"),
      operate(),
    ]);
    expect(registryOfficer?.err).toMatch(/^access-invalid: /);
    expect(king?.err).toMatch(/^usage-invalid: .*king.*npm run -s access/s);
    expect(nowhere?.err).toMatch(/^usage-invalid: /);
    expect(nothing?.err).toMatch(/^usage-invalid: /);
  }, 180_000);
});

describe("the audit log", () => {
  const log = (caller: Caller) => all((page) => client(caller).access.audit(page));

  test("holds every write before its answer, refused ones too, and no more than who, what, for whom", async () => {
    const { officer } = keys;
    const { id } = await client("officer").access.session();
    const { response } = await ask("POST /v1/batches/:institution/:number/seal", officer);
    const refused = await ask("POST /v1/access/keys", officer);
    const entries = await log("registry auditor");
    const route = "POST /v1/batches/:institution/:number/seal";
    const requestId = response.headers.get("x-request-id");
    expect(entries.find((entry) => entry.requestId === requestId)).toEqual({
      at: expect.any(Number),
      requestId,
      principal: { kind: "key", id },
      route,
      institution: 2,
      status: 404,
      count: 1,
      override: null,
    });
    const other = refused.response.headers.get("x-request-id");
    expect(entries.find((entry) => entry.requestId === other)).toMatchObject({ status: 403, principal: { id } });
    // What only reads or verifies is nobody's business.
    const noted = new Set(entries.map((entry) => entry.route));
    expect([...noted].filter((name) => name.startsWith("GET ") && name !== "GET /v1/access/oidc/callback")).toEqual([]);
    expect(noted).not.toContain("POST /v1/verify");
  });

  test("is about one's own institution, for whoever has one", async () => {
    const own = await log("auditor");
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ institution }) => institution !== 2)).toEqual([]);
    const all = await log("registry auditor");
    expect(all.length).toBeGreaterThan(own.length);
  });

  test("counts refusals of strangers as one entry", async () => {
    const before = await strangers();
    await Promise.all(Array.from({ length: 50 }, () => ask("POST /v1/batches/:institution/:number/seal", null)));
    await vi.waitFor(async () => expect((await strangers()).times).toBe(before.times + 50), WITHIN);
    expect((await strangers()).rows - before.rows).toBeLessThan(50);
  });

  async function strangers() {
    const entries = (await log("registry auditor")).filter(
      ({ principal, route, status }) =>
        principal.kind === "nobody" && route === "POST /v1/batches/:institution/:number/seal" && status === 401,
    );
    return { rows: entries.length, times: entries.reduce((sum, { count }) => sum + count, 0) };
  }

  test("cannot be changed, emptied or shortened", async () => {
    const { db } = world.database;
    for (const statement of [
      sql`update audit_log set status = 200`,
      sql`delete from audit_log where status = 403`,
      sql`truncate audit_log`,
    ]) {
      await expect(statement.execute(db)).rejects.toMatchObject({ code: "23001" });
    }
  });
});
