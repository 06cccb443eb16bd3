import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry, StartPart } from "@peerseal/registry-api";
import type { Client, CourseVersionDocument, Hex, JsonObject, RoundId, VersionId } from "@peerseal/sdk";
import { addCredentialKey, foundNetwork, openRound, publishCourse, signerOf } from "./cast.ts";
import type { Described } from "./openapi-checks.ts";
import { keyFor, makeWorld, startOne, type World } from "./relaying.world.ts";

/** What must stand in no log and no answer. */
export const SECRETS = {
  rpc: "marked-rpc-key",
  apiKey: "ps_live_marked-api-key",
  cookie: "marked-session",
  idempotency: "marked-idempotency-key",
  folder: "marked-folder",
} as const;

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: JsonObject;
};

/** Two registries over one database, with data of every kind, and what they said. */
export type Front = {
  readonly world: World;
  readonly door: Door;
  readonly registry: Registry;
  /** Another replica. */
  readonly second: Registry;
  readonly client: Client;
  /** Of an officer and admin of institution 2; sent with everything that shows no other. */
  readonly apiKey: string;
  readonly course: { readonly course: Hex; readonly version: VersionId; readonly document: CourseVersionDocument };
  readonly rubric: Hex;
  readonly round: RoundId;
  /** A batch of one credential that the chain holds. */
  readonly anchored: { readonly institution: number; readonly number: number; readonly relay: string };
  readonly described: Described;
  /** Running routes, as `GET /path/:param`. */
  readonly routes: readonly string[];
  readonly logged: readonly string[];
  readonly answered: readonly string[];
  readonly now: () => number;
  /** Sets the registries' clocks forward. */
  readonly pass: (seconds: number) => void;
  readonly ask: (path: string, init?: RequestInit, base?: string) => Promise<Answer>;
  /** A POST, with an `Idempotency-Key` where one is given. */
  readonly write: (path: string, body: object, key: string | null, base?: string) => Promise<Answer>;
  /** A request to issue to somebody new. */
  readonly issuing: () => { readonly courseVersion: VersionId; readonly learners: string[] };
  /** A request to open a batch. */
  readonly drafting: () => {
    readonly institution: number;
    readonly courseVersion: VersionId;
    readonly learners: number;
  };
  /** How many batches there are. */
  readonly batches: () => Promise<number>;
  /** Index of a credential of a batch. */
  readonly indexOf: (number: number) => Promise<number>;
  readonly end: () => Promise<void>;
};

export async function makeFront(): Promise<Front> {
  let ahead = 0;
  let tree = "";
  let learners = 0;
  const logged: string[] = [];
  const answered: string[] = [];
  const now = () => Math.floor(Date.now() / 1000) + ahead;
  const world = await makeWorld("front", now);
  const { db } = world.database;
  const door = await openDoor(world.rpc, SECRETS.rpc);
  const { registry, client } = await startOne(world, {
    rpc: door.url,
    folder: SECRETS.folder,
    now,
    logged: (line) => logged.push(line),
    parts: [
      onlooker((seen) => {
        tree = seen;
      }),
    ],
  });
  const { registry: second } = await startOne(world, { folder: "second", now });
  const deps = { client, connection: world.connection };
  const founded = await foundNetwork(deps, 4);
  await addCredentialKey(deps, 2);
  const course = await publishCourse(deps, 2, "shelter-hygiene");
  const { version } = await publishCourse(deps, 1, "drone-slope-survey");
  const round = await openRound(deps, { version, ...founded }, [
    { role: "subject-expert", institution: 3, signer: signerOf("reviewer 0") },
    { role: "subject-expert", institution: 4, signer: signerOf("reviewer 1") },
    { role: "learner", institution: 3, signer: signerOf("reviewer 2") },
  ]);
  const apiKey = await keyFor(world, { institution: 2, roles: ["officer", "admin"] });
  const ask = async (path: string, init: RequestInit = {}, base = registry.url): Promise<Answer> => {
    const headers = new Headers(init.headers);
    if (!headers.has("authorization")) headers.set("authorization", `Bearer ${apiKey}`);
    const response = await fetch(`${base}${path}`, { redirect: "manual", ...init, headers });
    const text = await response.text();
    answered.push(text, JSON.stringify([...response.headers]));
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
  const issuing = () => ({ courseVersion: course.version, learners: [`learner-${learners++}@example.org`] });
  const { institution, number } = await client.batches.issue(issuing());
  const { job } = await client.batches.reached({ institution, number }, ["anchored"], { everyMs: 20 });
  return {
    world,
    door,
    registry,
    second,
    client,
    apiKey,
    course,
    rubric: founded.rubric,
    round,
    anchored: { institution, number, relay: job?.id ?? "" },
    described: await (await fetch(`${registry.url}/openapi.json`)).json(),
    routes: routesOf(tree),
    logged,
    answered,
    now,
    pass: (seconds) => {
      ahead += seconds;
    },
    ask,
    write: (path, body, key, base) => {
      const keyed = key === null ? {} : { "idempotency-key": key };
      const headers = { "content-type": "application/json", ...keyed };
      return ask(path, { method: "POST", body: JSON.stringify(body), headers }, base);
    },
    issuing,
    drafting: () => ({ institution: 2, courseVersion: course.version, learners: 8 }),
    batches: async () => {
      const count = db.selectFrom("batches").select(({ fn }) => fn.countAll<number>().as("count"));
      return Number((await count.executeTakeFirstOrThrow()).count);
    },
    indexOf: async (of) => {
      const place = db.selectFrom("batchCredentials").select("index").where("number", "=", of);
      return (await place.executeTakeFirstOrThrow()).index;
    },
    end: async () => {
      await registry.close();
      await second.close();
      await door.close();
      await world.end();
    },
  };
}

/** A part that sees every route. */
function onlooker(tell: (tree: string) => void): StartPart {
  return async () => ({
    name: "onlooker",
    routes: [
      (app) => {
        app.addHook("onReady", async () => tell(app.printRoutes({ commonPrefix: false })));
      },
    ],
    state: () => ({ ready: true, reason: null }),
    close: async () => undefined,
  });
}

/** A way to the chain that has a secret in its path, as endpoints of others do; shut, it fails and quotes the secret. */
export type Door = {
  readonly url: string;
  readonly shut: (shut: boolean) => void;
  readonly close: () => Promise<void>;
};

async function openDoor(rpc: string, secret: string): Promise<Door> {
  const path = `/v2/${secret}`;
  let isShut = false;
  const server: Server = createServer((incoming, answer) => {
    if (isShut || incoming.url !== path) {
      incoming.resume();
      answer.writeHead(502, { "content-type": "text/plain" }).end(`no upstream for ${path}`);
      return;
    }
    const { method, headers } = incoming;
    const onwards = request(rpc, { method, headers: { ...headers, host: new URL(rpc).host } }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onwards.on("error", () => answer.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    shut: (shut) => {
      isShut = shut;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every route of a tree that `printRoutes` drew, as `GET /path/:param`. */
function routesOf(tree: string): string[] {
  const routes: string[] = [];
  const above: string[] = [];
  for (const line of tree.split("\n")) {
    const match = /^([│ ]*)(?:├── |└── )(.*?)(?: \(([A-Z, -]+)\))?$/.exec(line);
    if (match === null) continue;
    const [, indent = "", part = "", methods] = match;
    const depth = indent.length / 4;
    above.length = depth;
    above.push(part);
    for (const method of methods?.split(", ") ?? []) routes.push(`${method} ${above.join("")}`);
  }
  return routes;
}
