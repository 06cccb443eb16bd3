import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createClient } from "@peerseal/sdk";
import { sql } from "kysely";
import { expect, test } from "vitest";
import type { IntakeMoment } from "../../packages/registry-api/dist/http/idempotency.js";
import { KEPT, LEASE, sweepKeys } from "../../packages/registry-api/dist/store/idempotency.js";
import type { Answer, Front } from "./front.world.ts";
import type { World } from "./relaying.world.ts";

const CHILD = fileURLToPath(new URL("./front.child.ts", import.meta.url));

/** Writes with an `Idempotency-Key`. */
export function keyTests(front: () => Front): void {
  const replayed = ({ headers }: Answer) => headers.get("idempotency-replayed");

  test("the same request with the same key is done once and answered as before", async () => {
    const { second, write, issuing, drafting, batches } = front();
    const before = await batches();
    const body = issuing();
    const first = await write("/v1/batches/issue", body, "key-1");
    expect([first.status, replayed(first)]).toEqual([202, null]);
    for (const key of ["key-1", '"key-1"']) {
      const again = await write("/v1/batches/issue", body, key, second.url);
      expect([again.status, again.text, replayed(again)]).toEqual([202, first.text, "true"]);
      expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
    }
    expect(await batches()).toBe(before + 1);
    const other = await write("/v1/batches/issue", issuing(), "key-1");
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency-mismatch" } });
    // Another route has keys of its own; without a key everything is done.
    expect((await write("/v1/batches", drafting(), "key-1")).status).toBe(201);
    expect(await batches()).toBe(before + 2);
  });

  test("the client sends a key with its writes, and with nothing else", async () => {
    const { registry, apiKey, drafting, batches } = front();
    const before = await batches();
    const retrying = createClient({ baseUrl: registry.url, apiKey, idempotencyKey: crypto.randomUUID() });
    const body = drafting();
    const [first, again] = [await retrying.batches.open(body), await retrying.batches.open(body)];
    expect(again).toEqual(first);
    expect(await retrying.batches.get(first)).toEqual(first);
    expect(await batches()).toBe(before + 1);
  });

  test.each(["", " ", "two words", "x".repeat(256), "ключ"])("refuses the key %j", async (key) => {
    const { write, drafting, batches } = front();
    const before = await batches();
    const given = encodeURIComponent(key) === key ? key : Buffer.from(key).toString("latin1");
    const answer = await write("/v1/batches", drafting(), given);
    expect(answer).toMatchObject({ status: 400, body: { code: "idempotency-key" } });
    expect(await batches()).toBe(before);
  });

  test.each([
    ["/v1/batches/issue", 202],
    ["/v1/batches", 201],
  ])("of twenty equal requests at once to two replicas, %s does one", async (path, status) => {
    const { registry, second, write, issuing, drafting, batches } = front();
    const before = await batches();
    const body = status === 202 ? issuing() : drafting();
    const key = `many-${path}`;
    const bases = [registry.url, second.url];
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, i) => write(path, body, key, bases[i % bases.length])),
    );
    expect(await batches()).toBe(before + 1);
    const done = all.filter((answer) => answer.status === status);
    expect(done.length).toBeGreaterThan(0);
    const inProgress = all.filter((answer) => answer.status !== status);
    for (const { body: problem, headers } of inProgress) {
      expect(problem).toMatchObject({ status: 409, code: "idempotency-in-progress", retryable: true });
      expect(headers.get("retry-after")).toBe("1");
    }
    const late = await write(path, body, key);
    expect([late.status, replayed(late)]).toEqual([status, "true"]);
    expect(new Set([...done, late].map(({ body: batch }) => batch.number)).size).toBe(1);
    expect(await batches()).toBe(before + 1);
  });

  test("keeps refusals, but no faults of the moment", async () => {
    const { door, write, drafting, issuing } = front();
    const unknown = { ...drafting(), courseVersion: `0x${"0".repeat(64)}` };
    const first = await write("/v1/batches", unknown, "refused");
    expect(first).toMatchObject({ status: 404, body: { code: "not-found" } });
    const again = await write("/v1/batches", unknown, "refused");
    expect([again.status, again.text, replayed(again)]).toEqual([404, first.text, "true"]);
    expect(again.headers.get("content-type")).toBe("application/problem+json");

    // Whether lent keys are still the institution's is asked of the chain.
    const order = issuing();
    door.shut(true);
    const down = await write("/v1/batches/issue", order, "later");
    expect(down).toMatchObject({ status: 503, body: { code: "chain-unreachable" } });
    door.shut(false);
    const up = await write("/v1/batches/issue", order, "later");
    expect([up.status, replayed(up)]).toEqual([202, null]);
    expect((await write("/v1/batches/issue", order, "later")).text).toBe(up.text);
  });

  test("where the answer was lost, what was done answers, whatever happened since", async () => {
    const { world, client, write, issuing, indexOf } = front();
    const issued = await client.batches.issue(issuing());
    await client.batches.reached(issued, ["anchored"], { everyMs: 20 });
    const path = `/v1/batches/2/${issued.number}/corrections`;
    const correction = { corrections: [{ index: await indexOf(issued.number), learner: "right@example.org" }] };
    const first = await write(path, correction, "lost");
    expect(first.status).toBe(202);
    await sql`update idempotency_keys set status = null, body = null where effect is not null`.execute(
      world.database.db,
    );
    // By now the old credential is being replaced: done anew, it would be refused or issued twice.
    const again = await write(path, correction, "lost");
    expect([again.status, replayed(again), again.body.number]).toEqual([202, "true", first.body.number]);
    const unseen = await write(path, correction, "another");
    expect(unseen).toMatchObject({ status: 422, body: { code: "issue-invalid" } });
  });

  test("keeps neither key nor body in the clear, and nothing for longer than a day", async () => {
    const { world, write, issuing, now } = front();
    const body = issuing();
    await write("/v1/batches/issue", body, "one-day");
    const rows = await sql<{ text: string }>`select idempotency_keys::text as text from idempotency_keys`.execute(
      world.database.db,
    );
    const told = rows.rows.map(({ text }) => text).join("\n");
    expect(told).not.toMatch(/one-day|example\.org/);
    expect(told).not.toContain(Buffer.from("courseVersion").toString("hex"));

    const count = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from idempotency_keys`.execute(world.database.db)).rows[0]?.n;
    const before = await count();
    expect(await sweepKeys(world.database.db, now() + KEPT - 3_600)).toBe(0);
    expect(await count()).toBe(before);
    await sql`update idempotency_keys set created_at = created_at - ${KEPT}`.execute(world.database.db);
    // Not swept yet, but over: the same key is another write now.
    const anew = await write("/v1/batches/issue", issuing(), "one-day");
    expect([anew.status, replayed(anew)]).toEqual([202, null]);
    expect(await sweepKeys(world.database.db, now())).toBe(Number(before) - 1);
    expect(await count()).toBe(1);
  });

  /** A registry in a process of its own that kills itself at a moment. */
  async function spawnOne(
    world: World,
    dyingAt: IntakeMoment,
  ): Promise<{ readonly child: ChildProcess; readonly url: string }> {
    const { rpc, databaseUrl, deployment } = world;
    const { network, deployedAtBlock: firstBlock } = deployment;
    const place = JSON.stringify({ dataDir: join(world.dataDir, "second"), rpc, databaseUrl, network, firstBlock });
    const child = spawn(process.execPath, [CHILD, place, dyingAt], { stdio: ["ignore", "pipe", "inherit"] });
    if (child.stdout === null) throw new TypeError("The child has no output.");
    const ended = once(child, "exit").then(([code]) => Promise.reject(new Error(`It ended with ${code} too early.`)));
    ended.catch(() => undefined);
    const [url] = await Promise.race([once(createInterface(child.stdout), "line"), ended]);
    return { child, url: String(url) };
  }

  test("killed before or after the commit, a retry does what was not done and finds what was", async () => {
    const { world, write, issuing, batches, pass } = front();
    const moments = ["effect-bound", "effect-done"] as const satisfies readonly IntakeMoment[];
    const children = await Promise.all(moments.map((moment) => spawnOne(world, moment)));
    for (const [place, moment] of moments.entries()) {
      const before = await batches();
      const { child, url } = children[place] ?? (await spawnOne(world, moment));
      const ended = once(child, "exit");
      const body = issuing();
      const key = `killed-${moment}`;
      await expect(write("/v1/batches/issue", body, key, url)).rejects.toThrow();
      expect(await ended).toEqual([null, "SIGKILL"]);
      const isDone = moment === "effect-done";
      expect(await batches()).toBe(before + (isDone ? 1 : 0));
      const soon = await write("/v1/batches/issue", body, key);
      expect([soon.status, replayed(soon)]).toEqual(isDone ? [202, "true"] : [409, null]);
      pass(LEASE + 1);
      const later = await write("/v1/batches/issue", body, key);
      expect([later.status, replayed(later)]).toEqual([202, isDone ? "true" : null]);
      expect(await batches()).toBe(before + 1);
    }
  }, 180_000);
}
