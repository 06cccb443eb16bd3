import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createClient, type JsonObject } from "@peerseal/sdk";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type Answer, makeVcWorld, unsigned, VC, type VcWorld } from "./vc-api.world.ts";

/** W3C's OpenAPI of VCALM, which is not part of this project. */
const FOLDER = join(import.meta.dirname, "../../../shared/schemas/vcalm");
const isThere = existsSync(join(FOLDER, "oas.yaml"));
if (!isThere) process.stderr.write("vc-contract: ../shared/schemas/vcalm is not here; its tests are left out.\n");

type Node = { readonly [name: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

const files = new Map<string, Node>();
function load(file: string): Node {
  const known = files.get(file) ?? (parse(readFileSync(join(FOLDER, file), "utf8")) as Node);
  files.set(file, known);
  return known;
}

/** The schema with every reference to another place or file written out. */
function resolve(schema: unknown, file: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => resolve(item, file));
  if (!isNode(schema)) return schema;
  if (typeof schema.$ref === "string") {
    const [path = "", pointer = ""] = schema.$ref.split("#");
    const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : "";
    const target = path === "" ? file : join(folder, path);
    let found: unknown = load(target);
    for (const part of pointer.split("/").slice(1)) found = isNode(found) ? found[part] : undefined;
    if (found === undefined) throw new Error(`${schema.$ref} leads nowhere`);
    return resolve(found, target);
  }
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, resolve(value, file)]));
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

/** Faults of a value by a schema of the OpenAPI document; none: it has the form. */
function faults(schema: unknown, value: unknown): unknown[] {
  const check = ajv.compile(resolve(schema, "oas.yaml") as Node);
  return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });
function operation(path: string, method: string): Node {
  const paths = load("oas.yaml").paths as Record<string, Record<string, Node>>;
  const found = paths[path]?.[method];
  if (found === undefined) throw new Error(`VCALM has no ${method} ${path}`);
  return found;
}
const jsonOf = (part: unknown): unknown =>
  (part as { content: Record<string, { schema: unknown }> }).content["application/json"]?.schema;
const requestOf = (path: string) => jsonOf(operation(path, "post").requestBody);
const answerOf = (path: string, status: number, method = "post") =>
  jsonOf((operation(path, method).responses as Node)[String(status)]);

describe.runIf(isThere)("W3C VCALM", () => {
  let vc: VcWorld;
  beforeAll(async () => {
    vc = await makeVcWorld("vc-contract");
  });
  afterAll(() => vc?.end());

  async function send(path: string, body: object, status: number): Promise<Answer> {
    expect(faults(requestOf(path), body)).toEqual([]);
    const answer = await vc.post(path, body);
    expect(answer.status).toBe(status);
    return answer;
  }

  test("the schemas refuse what they should, so that passing them says something", () => {
    expect(faults(named("VerifyCredentialResponse"), { verified: "yes" })).not.toEqual([]);
    expect(faults(named("VerifyCredentialResponse"), { verified: true, verdict: {} })).not.toEqual([]);
    expect(faults(named("UpdateCredentialStatusRequest"), { credentialId: "x" })).not.toEqual([]);
  });

  test("POST /credentials/issue", async () => {
    const body = { credential: unsigned(), options: { mandatoryPointers: ["/issuer"], credentialId: "urn:test:1" } };
    const { body: answer } = await send("/credentials/issue", body, 201);
    // The document's response schema holds a member of its own name; this is the one that it means.
    const [form] = [
      { $ref: "./components/VerifiableCredentialResponse.yml#/components/schemas/VerifiableCredentialResponse" },
    ];
    expect(faults(form, answer)).toEqual([]);
    expect(faults(answerOf("/credentials/issue", 201), answer)).toEqual([]);
  });

  test("POST /credentials/verify, verified or not, with all that can be asked for", async () => {
    const verifiableCredential = await vc.issue(unsigned({ validUntil: "2030-01-01T00:00:00Z" }), "status");
    const options = { returnResults: true, returnProblemDetails: true, returnCredential: true };
    const good = await send("/credentials/verify", { verifiableCredential, options }, 200);
    const bad = await send(
      "/credentials/verify",
      { verifiableCredential: { ...verifiableCredential, name: "x" }, options },
      400,
    );
    for (const { body } of [good, bad]) expect(faults(answerOf("/credentials/verify", 200), body)).toEqual([]);
    expect(good.body.results?.credentialStatus).toHaveLength(2);
    expect(bad.body.problemDetails).not.toEqual([]);
  });

  test("POST /presentations/verify, signed and unsigned", async () => {
    const presentation = {
      "@context": [VC],
      type: ["VerifiablePresentation"],
      verifiableCredential: [await vc.issue(unsigned(), "status")],
    };
    // An unsigned presentation has the form of all three requests; `oneOf` in the document takes none that fits several.
    expect(faults(named("ProoflessVerifyPresentationRequest"), { presentation })).toEqual([]);
    const unsignedOne = await vc.post("/presentations/verify", { presentation });
    expect(unsignedOne.status).toBe(200);
    const options = { challenge: "c1", domain: "d.example", returnPresentation: true, returnResults: true };
    const proofless = { verifiablePresentation: presentation, options };
    expect(faults(named("VerifyPresentationRequest"), proofless)).toEqual([]);
    const bad = await vc.post("/presentations/verify", proofless);
    for (const { body } of [unsignedOne, bad]) expect(faults(named("VerifyPresentationResponse"), body)).toEqual([]);
    expect(bad.body.results).toBeDefined();
  });

  test("POST /credentials/status", async () => {
    const credential = unsigned();
    const signed = await vc.issue(credential, "status");
    const [entry] = signed.credentialStatus as JsonObject[];
    await send("/credentials/status", { credentialId: credential.id, credentialStatus: entry, status: true }, 200);
    await send(
      "/credentials/status",
      {
        credentialId: credential.id,
        credentialStatus: { type: "BitstringStatusList", statusPurpose: "revocation" },
        status: false,
        indexAllocator: "any",
      },
      200,
    );
    await send(
      "/credentials/status",
      {
        credentialId: "urn:test:none",
        credentialStatus: { type: "BitstringStatusList", statusPurpose: "revocation" },
        status: true,
      },
      404,
    );
  });

  test("POST /credentials/derive", async () => {
    const verifiableCredential = await vc.issue(unsigned(), "ecdsa-sd-2023");
    const options = { selectivePointers: ["/credentialSubject/id"] };
    const { body } = await send("/credentials/derive", { verifiableCredential, options }, 201);
    expect(faults(answerOf("/credentials/derive", 201), body)).toEqual([]);
    expect(await vc.verify(body)).toMatchObject({ status: 200 });
  });

  test("GET of a status list", async () => {
    const { status, body } = await vc.get("/status/test-p256-suspension");
    expect(status).toBe(200);
    expect(faults(answerOf("/status-lists/{id}", 200, "get"), body)).toEqual([]);
  });

  test("problems of the request are ProblemDetails", async () => {
    const { body } = await vc.post("/credentials/verify", { verifiableCredential: {}, options: { unheard: 1 } });
    const form = { $ref: "./components/ProblemDetails.yml#/components/schemas/ProblemDetails" };
    expect(faults(form, body)).toEqual([]);
    expect(body.type).toBe("https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED");
  });
});

test("the typed client speaks the same, and takes a refused credential as an answer", async () => {
  const vc = await makeVcWorld("vc-client");
  try {
    const { vc: calls, statusLists } = createClient({ baseUrl: vc.registry.url });
    expect(await calls.mounts()).toMatchObject({ testIssuer: true });
    const credential = unsigned();
    const { verifiableCredential } = await calls.issue({ credential }, "status");
    expect(await calls.verify({ verifiableCredential })).toEqual({ verified: true, problemDetails: [] });
    const credentialStatus = { type: "BitstringStatusListEntry", statusPurpose: "revocation" } as const;
    expect(await calls.setStatus({ credentialId: String(credential.id), credentialStatus, status: true })).toEqual({
      updated: 1,
    });
    expect(await calls.verify({ verifiableCredential })).toMatchObject({ verified: false });
    expect(await statusLists.get("test-ed25519-revocation")).toMatchObject({ type: expect.arrayContaining([]) });
    await expect(calls.verify({ verifiableCredential: [] as never })).rejects.toMatchObject({
      code: "request-invalid",
    });

    const { openapi, paths } = (await vc.get("/openapi.json")).body as {
      openapi: string;
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, object> } }>>;
    };
    expect(openapi).toBe("3.1.0");
    for (const path of ["issue", "verify", "status", "derive"].map((name) => `/credentials/${name}`)) {
      for (const each of [path, `/vc/{mount}${path}`]) {
        expect(JSON.stringify(paths[each]?.post)).toContain("examples");
      }
    }
    expect(paths["/status/{id}"]?.get).toBeDefined();
    expect(paths["/presentations/verify"]?.post).toBeDefined();
  } finally {
    await vc.end();
  }
});
