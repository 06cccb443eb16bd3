import { signAction } from "@peerseal/sdk";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signerOf } from "./cast.ts";
import { formTests } from "./front.forms.ts";
import { keyTests } from "./front.keys.ts";
import { type Front, makeFront, SECRETS } from "./front.world.ts";
import { walletOf } from "./stack.keys.ts";

const LATER = 4_000_000_000;

let made: Front;
beforeAll(async () => {
  made = await makeFront();
});
afterAll(() => made?.end());
const front = () => made;

describe("a key of a write", () => keyTests(front));
describe("a route", () => formTests(front));

test("tells no secret in a log or an answer, whatever fails", async () => {
  const { world, door, logged, answered, ask, issuing } = front();
  const headers = {
    authorization: `Bearer ${SECRETS.apiKey}`,
    cookie: `peerseal_session=${SECRETS.cookie}`,
    "idempotency-key": SECRETS.idempotency,
    "content-type": "application/json",
  };
  const act = await signAction(
    signerOf("institution 1"),
    world.connection,
    "RegisterCourse",
    { institution: 1, code: "secrets" },
    { deadline: LATER },
  );
  const attempts = async () => {
    await ask("/v1/institutions", { headers });
    await ask("/readyz", { headers });
    await ask("/v1/network", { headers });
    await ask("/v1/actions", { method: "POST", headers, body: JSON.stringify(act) });
    await ask("/v1/batches/issue", { method: "POST", headers, body: JSON.stringify(issuing()) });
    await ask("/v1/verify", { method: "POST", headers, body: JSON.stringify({ credential: { a: 1 } }) });
    await ask("/v1/batches", { method: "POST", headers, body: "{" });
    await ask("/v1/nothing", { headers });
  };
  door.shut(true);
  await attempts();
  await expect.poll(() => logged.some((line) => line.includes("chain-unreachable"))).toBe(true);
  // The database ends every connection, at work or idle.
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'peerseal-registry'
    and pid <> pg_backend_pid()`.execute(world.database.db);
  await attempts();
  door.shut(false);
  await expect.poll(async () => (await ask("/readyz")).status).toBe(200);
  await attempts();
  expect(logged.length).toBeGreaterThan(3);
  const keys = ["relayer", "institution 2"].map((name) => walletOf(name).privateKey.slice(2));
  const { password } = new URL(world.databaseUrl);
  expect(password.length).toBeGreaterThan(8);
  for (const secret of [...Object.values(SECRETS), ...keys, password]) {
    expect([...logged, ...answered].filter((line) => line.includes(secret))).toEqual([]);
  }
});
