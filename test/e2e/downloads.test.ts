import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Client,
  connect,
  createClient,
  credentialDigest,
  type JsonObject,
  type NetworkConnection,
  open,
  verify,
} from "@peerseal/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { addCredentialKey, foundNetwork, publishCourse } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";

let dataDir: string;
let stack: Stack;
let client: Client;
let connection: NetworkConnection;
let version: Awaited<ReturnType<typeof publishCourse>>["version"];
let batch: Awaited<ReturnType<Client["batches"]["issue"]>>;
let bundle: { readonly credential: JsonObject; readonly receipt: JsonObject };
let digest: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "peerseal-downloads-"));
  stack = await startStack(dataDir);
  client = createClient({ baseUrl: stack.api, apiKey: stack.apiKey });
  connection = await connect({ rpc: stack.rpc, network: stack.network });
  const deps = { client, connection };
  await foundNetwork(deps, 2);
  await addCredentialKey(deps, 2);
  version = (await publishCourse(deps, 2, "shelter-hygiene")).version;
  batch = await client.batches.issue({ courseVersion: version, learners: ["a@example.org"] });
  await client.batches.reached(batch, ["anchored"]);
  const [first] = (await client.batches.bundles(batch)).data;
  bundle = first as unknown as typeof bundle;
  digest = credentialDigest(bundle.credential);
});
afterAll(async () => {
  connection?.close();
  await stack?.stop();
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

const download = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(new URL(`/v1/credentials/${digest}${path}`, stack.api), { headers });

describe("a held credential", () => {
  it.each([
    ["", "application/json", "Drone-slope-survey.peerseal.json", "bundle"],
    ["/badge.png", "image/png", "Drone-slope-survey.png", "png"],
    ["/badge.svg", "image/svg+xml", "Drone-slope-survey.svg", "svg"],
    ["/certificate.pdf", "application/pdf", "Drone-slope-survey.pdf", "pdf"],
  ])("is served at %j as %s, and verifies", async (path, mediaType, name, kind) => {
    const response = await download(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(mediaType);
    expect(response.headers.get("content-disposition")).toContain(`filename="${name}"`);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    const file = new Uint8Array(await response.arrayBuffer());
    expect(await open(file)).toMatchObject({ kind, credential: bundle.credential, receipt: bundle.receipt });
    const { verdict } = await verify(file, { rpc: stack.rpc, network: connection.network });
    expect(verdict).toBe("valid");
  });

  it("comes in the language that is wanted, the query before the header", async () => {
    const languages = [
      await download("/certificate.pdf", { "accept-language": "ja" }),
      await download("/certificate.pdf", { "accept-language": "fr" }),
      await download("/certificate.pdf?language=ja", { "accept-language": "en" }),
    ].map(({ headers }) => headers.get("content-language"));
    expect(languages).toEqual(["ja", "en", "ja"]);
    expect((await download("/certificate.pdf?language=fr")).status).toBe(400);
    expect((await download("/certificate.pdf?name=Ada")).status).toBe(400);
  });

  it("is opened from a link that names its digest", async () => {
    const load = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());
    const opened = await open(`${stack.api}/verify#d=${digest}`, { load });
    expect(opened.credential).toEqual(bundle.credential);
    // The page that the link leads to.
    expect((await fetch(new URL("/verify", stack.api))).headers.get("content-type")).toContain("text/html");
  });

  it("is described in the API's own description by its media types", async () => {
    const { paths } = await (await fetch(new URL("/openapi.json", stack.api))).json();
    const described = paths["/v1/credentials/{digest}/badge.png"].get.responses["200"].content;
    expect(Object.keys(described)).toEqual(["image/png"]);
  });
});

describe("what is not held", () => {
  it("is not found: another digest, and one that is none", async () => {
    const other = await fetch(new URL(`/v1/credentials/0x${"ab".repeat(32)}/badge.png`, stack.api));
    expect([other.status, (await other.json()).code]).toEqual([404, "not-found"]);
    expect((await fetch(new URL("/v1/credentials/0x12/badge.png", stack.api))).status).toBe(400);
  });

  it("is gone in every form once the texts are deleted; the receipt stays", async () => {
    await client.batches.deleteCredentials(batch);
    for (const path of ["", "/badge.png", "/badge.svg", "/certificate.pdf"]) {
      expect((await download(path)).status).toBe(404);
    }
    expect((await fetch(new URL(`/v1/receipts/${digest}`, stack.api))).status).toBe(200);
  });
});
