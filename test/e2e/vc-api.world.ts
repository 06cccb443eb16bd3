import { randomUUID } from "node:crypto";
import type { Registry } from "@peerseal/registry-api";
import type { JsonObject, wire } from "@peerseal/sdk";
import { makeWorld, startOne, type World } from "./relaying.world.ts";

export const VC = "https://www.w3.org/ns/credentials/v2";
export const EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2";

/** A registry in test mode, and how to speak with it. */
export type VcWorld = {
  readonly world: World;
  readonly registry: Registry;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
  readonly get: (path: string) => Promise<Answer>;
  /** Issues by a mount; fails where it is refused. */
  readonly issue: (credential: JsonObject, mount?: string, options?: object) => Promise<Signed>;
  readonly verify: (verifiableCredential: unknown, options?: object) => Promise<Answer>;
  readonly end: () => Promise<void>;
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Body };
/** What any of the endpoints answers; a test looks at the members that it asks about. */
export type Body = Partial<wire.VerifyVcAnswer> &
  Partial<wire.Problem> & { readonly verifiableCredential?: Signed } & { readonly [name: string]: unknown };
export type Signed = JsonObject & { readonly proof: readonly JsonObject[] };

export async function makeVcWorld(name: string): Promise<VcWorld> {
  const world = await makeWorld(name);
  const { registry } = await startOne(world, { config: { vcTest: true } });
  return { world, registry, ...speakingWith(registry.url), end: async () => end(registry, world) };
}

async function end(registry: Registry, world: World): Promise<void> {
  await registry.close();
  await world.end();
}

/** Calls to the VC API at an address. */
export function speakingWith(url: string): Pick<VcWorld, "post" | "get" | "issue" | "verify"> {
  const post = async (path: string, body: unknown): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  return {
    post,
    get: async (path) => {
      const response = await fetch(path.startsWith("http") ? path : `${url}${path}`);
      return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
    },
    issue: async (credential, mount, options) => {
      const path = `${mount === undefined ? "" : `/vc/${mount}`}/credentials/issue`;
      const { status, body } = await post(path, { credential, ...(options === undefined ? {} : { options }) });
      if (status !== 201 || body.verifiableCredential === undefined) throw new Error(JSON.stringify(body));
      return body.verifiableCredential;
    },
    verify: (verifiableCredential, options) =>
      post("/credentials/verify", { verifiableCredential, ...(options === undefined ? {} : { options }) }),
  };
}

/** An unsigned credential that breaks no rule, with these members in the place of its own. */
export function unsigned(more: JsonObject = {}): JsonObject {
  return {
    "@context": [VC, EXAMPLES],
    id: `urn:uuid:${randomUUID()}`,
    type: ["VerifiableCredential", "ExampleAlumniCredential"],
    issuer: "did:example:issuer",
    validFrom: "2026-01-01T00:00:00Z",
    credentialSubject: { id: "did:example:subject", alumniOf: { name: "Iyonada University", since: "2021" } },
    ...more,
  };
}

/** The same without a member. */
export function without(document: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !names.includes(name)));
}

/** The titles of the problems of an answer. */
export const titles = ({ body }: Answer): readonly string[] => body.problemDetails?.map(({ title }) => title) ?? [];
/** The types of the problems of an answer, or of the problem that it is. */
export const typesOf = ({ body }: Answer): readonly string[] =>
  body.problemDetails?.map(({ type }) => type) ?? (body.type === undefined ? [] : [body.type]);
