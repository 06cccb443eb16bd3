import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { join } from "node:path";
import type { Registry } from "@peerseal/registry-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorld, startOne, type World } from "./relaying.world.ts";
import { unsigned } from "./vc-api.world.ts";

let world: World;
let registry: Registry;
let ca: string;

beforeAll(async () => {
  world = await makeWorld("https");
  ({ registry } = await startOne(world, { config: { tls: { kind: "self-signed" }, vcTest: true } }));
  ca = await readFile(join(world.dataDir, "registry/tls/cert.pem"), "utf8");
});

afterAll(async () => {
  await registry?.close();
  await world?.end();
});

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** Asks over TLS, trusting the registry's own certificate and no other. */
function ask(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const url = path.startsWith("https:") ? path : `${registry.url}${path}`;
  return new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const sent = request(url, { ca, method, headers: { ...type, ...headers } }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) });
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

test("serves over TLS with a certificate of its own, which nobody trusts unasked", async () => {
  expect(registry.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
  expect(await ask("/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
  await expect(fetch(`${registry.url}/healthz`)).rejects.toThrow();
  await expect(fetch(`${registry.url.replace("https:", "http:")}/healthz`)).rejects.toThrow();
});

test("issues, verifies and publishes lists under its https address", async () => {
  const issued = await ask("/vc/status/credentials/issue", { credential: unsigned() });
  const { verifiableCredential } = issued.body as { verifiableCredential: Record<string, unknown> };
  const [entry] = verifiableCredential.credentialStatus as { statusListCredential: string }[];
  expect(entry?.statusListCredential).toBe(`${registry.url}/status/test-ed25519-revocation`);
  expect((await ask(entry?.statusListCredential ?? "")).body).toMatchObject({ id: entry?.statusListCredential });
  expect(await ask("/credentials/verify", { verifiableCredential })).toMatchObject({ status: 200 });
});

test("its own pages may write, those of its plain name may not", async () => {
  const body = { verifiableCredential: unsigned() };
  const write = (origin: string) => ask("/credentials/verify", body, { origin });
  expect(await write(registry.url)).toMatchObject({ status: 400, body: { verified: false } });
  const plain = await write(registry.url.replace("https:", "http:"));
  expect(plain).toMatchObject({ status: 403, body: { code: "origin-refused" } });
});

test("ends without waiting for connections that nobody uses", async () => {
  const began = Date.now();
  await registry.close();
  expect(Date.now() - began).toBeLessThan(5_000);
});
