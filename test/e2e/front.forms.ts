import { credentialDigest, type JsonObject } from "@peerseal/sdk";
import { expect, test } from "vitest";
import type { Front } from "./front.world.ts";
import { checkerOf, exampleFaults, isPublishedThere, operationsOf, publishedFaults } from "./openapi-checks.ts";

/** Writes that take no key: they only compute, or what they take serves once by itself. */
const KEYLESS = /^\/v1\/(?:verify|exports|learner-records|access\/(?:ethereum|passkeys))/;

/** What routes take and give, and how they say so. */
export function formTests(front: () => Front): void {
  test("describes every running route, and no other", () => {
    const { described, routes } = front();
    const running = routes
      .filter((route) => !/^(?:HEAD|OPTIONS) /.test(route))
      .map((route) => route.replace(/:(\w+)/g, "{$1}"));
    const hidden = ["GET /", "GET /openapi.json", "GET /docs", "GET /docs/js/scalar.js", "GET /metrics"];
    const told = operationsOf(described).map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    // Short ids lead to the routes that are described; samples are files of the demonstration.
    const isHidden = (route: string) => hidden.includes(route) || /^GET \/(?:[icrb]|samples)(?:\/|$)/.test(route);
    expect(running.filter((route) => !isHidden(route)).sort()).toEqual([...told].sort());
    expect(running).toContain("POST /v1/batches/issue");
  });

  test("says of every operation what it takes and gives, with examples that fit", () => {
    const { described } = front();
    const operations = operationsOf(described);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, method, tags, summary, responses, parameters = [], security } of operations) {
      expect([path, tags?.length, typeof summary, Array.isArray(security)]).toEqual([path, 1, "string", true]);
      const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect([...named].sort()).toEqual([...variables].sort());
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["400", "403", "500"]));
      const isWrite = method !== "get" && path.startsWith("/v1/") && !KEYLESS.test(path);
      expect([path, parameters.some(({ name }) => name === "Idempotency-Key")]).toEqual([path, isWrite]);
      if (isWrite) expect(Object.keys(responses)).toEqual(expect.arrayContaining(["409", "422", "429"]));
    }
    expect(exampleFaults(described)).toEqual([]);
  });

  test.runIf(isPublishedThere)("is a document of OpenAPI 3.1", () => {
    const { described } = front();
    expect(publishedFaults(described)).toEqual([]);
  });

  test("refuses on every route what could be read in two ways", async () => {
    const { described, ask } = front();
    const operations = operationsOf(described);
    for (const { path: template, method, parameters = [] } of operations) {
      const path = parameters.reduce((text, { name, example }) => text.replace(`{${name}}`, String(example)), template);
      const send = async (to: string, body: string | null, headers: Readonly<Record<string, string>> = {}) => {
        const type = body === null ? {} : { "content-type": "application/json" };
        const init = { method: method.toUpperCase(), headers: { ...type, ...headers }, body };
        return (await ask(to, init)).text;
      };
      const said = async (code: string, answer: Promise<string>) =>
        expect(`${method} ${template}: ${await answer}`).toMatch(new RegExp(`"code":"(?:${code})"`));
      const body = method === "get" ? null : "{}";
      // W3C's API has a code of its own for what it does not know.
      // Providers add parameters of their own to what a browser comes back with.
      const isCallback = template.endsWith("/oidc/callback");
      if (!isCallback) await said("request-invalid|vc-option-unknown", send(`${path}?nobody-knows-this=1`, body));
      await said("query-invalid", send(`${path}?limit=1&limit=2`, body));
      if (method === "get") continue;
      await said("json-duplicate-key", send(path, '{"a":1,"a":2}'));
      await said("json-depth", send(path, "[".repeat(100_000)));
      await said("content-encoding", send(path, "{}", { "content-encoding": "gzip" }));
      await said("media-type", send(path, "{}", { "content-type": "text/plain" }));
    }
    expect(operations.filter(({ method }) => method === "post").length).toBeGreaterThan(15);
  });

  test("answers every route for reading in the form that it describes", async () => {
    const { client, course, rubric, round, anchored, described, ask, indexOf } = front();
    const { institution, number, relay } = anchored;
    const [bundle] = (await client.batches.bundles(anchored)).data;
    const digest = credentialDigest((bundle as unknown as { credential: JsonObject }).credential);
    const of: Readonly<Record<string, Readonly<Record<string, string | number>>>> = {
      institutions: { id: 2 },
      courses: { id: course.course },
      versions: { id: course.version },
      rubrics: { id: rubric },
      rounds: { id: round },
      decisions: { round },
      documents: { digest: (await client.versions.get(course.version)).descriptorDigest },
      actions: { id: relay },
      batches: { institution, number },
      anchors: { institution, number },
      blocks: { number: (await client.institutions.get(2)).admitted.block },
      receipts: { digest },
      credentials: { digest },
      status: { institution, number, index: await indexOf(number), id: `${institution}-${number}-revocation` },
    };
    const check = checkerOf(described);
    const reads = operationsOf(described).filter(({ method }) => method === "get");
    const seen: string[] = [];
    for (const { path: template, responses } of reads) {
      const word = template.split("/").find((part) => part !== "" && part !== "v1") ?? "";
      const asked = template === "/v1/search" ? `${template}?q=shelter` : template;
      const url = asked.replace(/\{(\w+)\}/g, (_, name: string) => String(of[word]?.[name] ?? `missing-${name}`));
      const answer = await ask(url, { headers: { accept: "*/*" } });
      const type = (answer.headers.get("content-type") ?? "").split(";")[0] ?? "";
      const response = responses[String(answer.status)];
      expect([template, answer.status, response !== undefined]).toEqual([template, answer.status, true]);
      if (answer.status === 200) seen.push(template);
      if (!/json/.test(type)) continue;
      const content = Object.keys(response?.content ?? {});
      const media = content.includes(type) ? type : "application/json";
      expect(
        check(["paths", template, "get", "responses", String(answer.status), "content", media, "schema"], answer.body),
      ).toEqual([]);
    }
    // What this world has nothing of: a decision to endorse, a concern, a provider to sign in; a DID under its own name.
    const without = [
      "/v1/versions/{id}/endorsement",
      "/v1/concerns/{id}",
      "/v1/access/oidc/sign-in",
      "/v1/access/oidc/callback",
      "/.well-known/did.json",
    ];
    expect(
      reads
        .map(({ path: template }) => template)
        .filter((template) => !seen.includes(template))
        .sort(),
    ).toEqual(without.sort());
  });

  test("shows permanent ids as data or as a page, and lets nobody ask for the same bytes twice", async () => {
    const { client, course, rubric, round, ask } = front();
    const { version } = course;
    const plain = await ask(`/versions/${version}`);
    const sameAt = { ...(plain.body as { quality: object }).quality, at: expect.any(Number) };
    // The state of quality is told as of the second in which it is asked for.
    expect((await ask(`/v1/versions/${version}`)).body).toEqual({ ...plain.body, quality: sameAt });
    for (const [accept, lang] of [
      ["ja,en;q=0.5", "ja"],
      ["fr, en;q=0.1", "en"],
    ] as const) {
      for (const path of [
        `/institutions/2`,
        `/courses/${course.course}`,
        `/versions/${version}`,
        `/rounds/${round}`,
        `/decisions/${round}`,
        `/rubrics/${rubric}`,
      ]) {
        const headers = { accept: "text/html", "accept-language": accept };
        const page = await ask(path, { headers });
        expect([path, page.status, page.headers.get("content-language")]).toEqual([path, 200, lang]);
        expect(page.headers.get("vary")).toBe("accept, accept-language");
        expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
        expect(page.text).toContain(`<html lang="${lang}">`);
        expect(page.text).toContain(`href="/v1${path}"`);
        expect(page.text).not.toMatch(/<script|javascript:/i);
        const etag = page.headers.get("etag") ?? "";
        expect((await ask(path, { headers: { ...headers, "if-none-match": etag } })).status).toBe(304);
        expect((await ask(path, { headers: { "if-none-match": etag } })).status).toBe(200);
      }
    }
    expect((await ask("/institutions/2", { headers: { accept: "image/png" } })).body).toMatchObject({
      code: "not-acceptable",
      status: 406,
      details: { available: ["application/json", "text/html"] },
    });
    expect((await ask("/institutions/999", { headers: { accept: "application/json" } })).body).toMatchObject({
      code: "not-found",
    });
    const document = await ask(`/v1/documents/${(await client.versions.get(version)).descriptorDigest}`);
    expect(document.headers.get("cache-control")).toBe("public, max-age=3600, immutable");
  });
}
