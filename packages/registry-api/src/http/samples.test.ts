import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, buildApp } from "./app.js";
import { bareDeps } from "./testing/bare-app.js";

let folder: string;
let app: App;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "peerseal-samples-"));
  await mkdir(join(folder, "samples/inner.json"), { recursive: true });
  await writeFile(join(folder, "secret.json"), "{}");
  await writeFile(join(folder, "samples/good.peerseal.json"), '{"schema":"peerseal.bundle/1"}');
  await writeFile(join(folder, "samples/.hidden.json"), "{}");
  app = await buildApp(
    bareDeps({ web: { files: new Map(), head: null, policy: "x", samples: join(folder, "samples") } }),
  );
});

afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

const get = (url: string) => app.inject({ url, headers: { host: "localhost" } });

test("lists the samples, and serves those that it lists", async () => {
  expect((await get("/samples")).json()).toEqual({ samples: ["good.peerseal.json"] });
  const sample = await get("/samples/good.peerseal.json");
  expect([sample.statusCode, sample.headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
  expect(sample.json()).toEqual({ schema: "peerseal.bundle/1" });
});

test.each(["inner.json", ".hidden.json", "..%2Fsecret.json", "%2e%2e%2fsecret.json", "other.json", "good.exe"])(
  "serves nothing else: %s",
  async (name) => {
    const response = await get(`/samples/${name}`);
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.headers["content-type"]).toContain("application/problem+json");
  },
);

test("without a folder there are none", async () => {
  const bare = await buildApp(bareDeps());
  const response = await bare.inject({ url: "/samples", headers: { host: "localhost" } });
  expect(response.json()).toEqual({ samples: [] });
  await bare.close();
});
