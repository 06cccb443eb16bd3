import { type Client, createClient, PeersealError, type wire } from "@peerseal/sdk";
import { beforeAll, expect, test } from "vitest";
import { type App, buildApp } from "./app.js";
import { actionRoutes } from "./routes/actions.js";
import { batchRoutes } from "./routes/batches.js";
import { credentialRoutes } from "./routes/credentials.js";
import { downloadRoutes } from "./routes/downloads.js";
import { endorsementRoutes } from "./routes/endorsements.js";
import { eventRoutes } from "./routes/events.js";
import { exportRoutes } from "./routes/exports.js";
import { intakeRoutes } from "./routes/intake.js";
import { statementRoutes } from "./routes/statements.js";
import { statusListRoutes } from "./routes/status.js";
import { vcApiRoutes } from "./routes/vc-api/index.js";
import { verifyRoutes } from "./routes/verify.js";
import { webhookRoutes } from "./routes/webhooks.js";
import { bareDeps } from "./testing/bare-app.js";

const NETWORK = `eip155:31337:0x${"1".repeat(40)}`;
const H = `0x${"ab".repeat(32)}` as const;
const WH = `wh_${"a".repeat(22)}`;
const DEL = `del_${"a".repeat(22)}`;
const TOKEN = "t0";
const NAME = { institution: 2, number: 7 };
const learners = ["ada@example.org"];
const signed = { action: "Admit", message: {}, authorization: { signer: "0x", deadline: 1, signature: "0x" } };
const events: wire.WebhookRequest["events"] = ["batch.final"];
const credential = {};

/** One call for each operation. */
const CALLS: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  "GET /healthz": (c) => c.health(),
  "GET /readyz": (c) => c.readiness(),
  "GET /v1/network": (c) => c.network(),
  "GET /v1/statement": (c) => c.statement(),
  "GET /v1/search": (c) => c.search({ q: "a" }),
  "GET /v1/institutions": (c) => c.institutions.list(),
  "GET /v1/institutions/{id}": (c) => c.institutions.get(1),
  "GET /v1/institutions/{id}/profile": (c) => c.institutions.profile(1),
  "GET /v1/institutions/{id}/profiles": (c) => c.institutions.profiles(1),
  "GET /v1/institutions/{id}/did.json": (c) => c.institutions.did(1),
  "GET /v1/institutions/{id}/keys": (c) => c.institutions.keys(1),
  "GET /v1/institutions/{id}/standings": (c) => c.institutions.standings(1),
  "GET /v1/courses": (c) => c.courses.list(),
  "GET /v1/courses/{id}": (c) => c.courses.get(H),
  "GET /v1/courses/{id}/versions": (c) => c.courses.versions(H),
  "GET /v1/versions": (c) => c.versions.list(),
  "GET /v1/versions/{id}": (c) => c.versions.get(H),
  "GET /v1/versions/{id}/elm": (c) => c.versions.elm(H),
  "GET /v1/versions/{id}/endorsement": (c) => c.versions.endorsement(H),
  "GET /v1/rubrics": (c) => c.rubrics.list(),
  "GET /v1/rubrics/{id}": (c) => c.rubrics.get(H),
  "GET /v1/rounds": (c) => c.rounds.list(),
  "GET /v1/rounds/{id}": (c) => c.rounds.get(H),
  "GET /v1/rounds/{id}/seats": (c) => c.rounds.seats(H),
  "GET /v1/rounds/{id}/reviews": (c) => c.rounds.reviews(H),
  "POST /v1/rounds/{id}/close": (c) => c.closeRound(H),
  "POST /v1/rounds/{id}/decide": (c) => c.decideRound(H),
  "GET /v1/seats": (c) => c.seats(),
  "GET /v1/decisions": (c) => c.decisions.list(),
  "GET /v1/decisions/{round}": (c) => c.decisions.ofRound(H),
  "GET /v1/concerns": (c) => c.concerns.list(),
  "GET /v1/concerns/{id}": (c) => c.concerns.get(H),
  "GET /v1/listings": (c) => c.listings(),
  "GET /v1/history": (c) => c.history(),
  "GET /v1/blocks/{number}": (c) => c.block(1),
  "GET /v1/documents/{digest}": (c) => c.documents.get(H),
  "PUT /v1/documents/{digest}": (c) => c.documents.put(H, {}),
  "GET /v1/documents/{digest}/state": (c) => c.documents.state(H),
  "PUT /v1/documents/{digest}/state": (c) => c.documents.setState(H, "withheld"),
  "GET /v1/anchors": (c) => c.anchors.list(),
  "GET /v1/anchors/{institution}/{number}": (c) => c.anchors.get(2, 7),
  "GET /v1/anchors/{institution}/{number}/changes": (c) => c.anchors.changes(2, 7),
  "POST /v1/actions": (c) => c.actions.send(signed as never),
  "GET /v1/actions/{id}": (c) => c.actions.get(H),
  "GET /v1/actions/{id}/events": (c) => c.events.action(H).next(),
  "GET /v1/batches": (c) => c.batches.list(),
  "POST /v1/batches": (c) => c.batches.open({ institution: 2, courseVersion: H, learners: 1 }),
  "POST /v1/batches/issue": (c) => c.batches.issue({ courseVersion: H, learners }),
  "GET /v1/batches/{institution}/{number}": (c) => c.batches.get(NAME),
  "GET /v1/batches/{institution}/{number}/override": (c) => c.batches.override(NAME),
  "GET /v1/batches/{institution}/{number}/events": (c) => c.events.batch(NAME).next(),
  "GET /v1/batches/{institution}/{number}/credentials": (c) => c.batches.bundles(NAME),
  "POST /v1/batches/{institution}/{number}/credentials": (c) => c.batches.put(NAME, [credential]),
  "DELETE /v1/batches/{institution}/{number}/credentials": (c) => c.batches.deleteCredentials(NAME),
  "POST /v1/batches/{institution}/{number}/seal": (c) => c.batches.seal(NAME),
  "POST /v1/batches/{institution}/{number}/anchor": (c) => c.batches.anchor(NAME, signed.authorization as never),
  "POST /v1/batches/{institution}/{number}/corrections": (c) =>
    c.batches.correct(NAME, { corrections: [{ index: 0, learner: "ada@example.org" }] }),
  "POST /v1/slots": (c) => c.intake.reserve({ institution: 2, courseVersion: H, count: 1 }),
  "POST /v1/leaves": (c) => c.intake.leaves({ institution: 2, leaves: [{ number: 7, index: 0, digest: H }] }),
  "POST /v1/credentials": (c) => c.intake.issue({ courseVersion: H, learners }),
  "GET /v1/credentials/{digest}/state": (c) => c.intake.state(H),
  "GET /v1/receipts/{digest}": (c) => c.receipt(H),
  "GET /v1/status/{institution}/{number}/{index}": (c) => c.status(NAME, 0),
  "GET /status/{id}": (c) => c.statusLists.get("2-7-revocation"),
  "GET /v1/credentials/{digest}": (c) => c.credentials.get(H),
  "GET /v1/credentials/{digest}/badge.png": (c) => c.credentials.badgePng(H),
  "GET /v1/credentials/{digest}/badge.svg": (c) => c.credentials.badgeSvg(H),
  "GET /v1/credentials/{digest}/certificate.pdf": (c) => c.credentials.certificate(H),
  "POST /v1/exports/elm": (c) => c.exportElm(credential),
  "POST /v1/learner-records": (c) =>
    c.learnerRecord({ institution: 2, credentials: [credential], learner: { did: "did:key:z6Mk0000" } }),
  "POST /v1/verify": (c) => c.verify({ credential }),
  "POST /v1/verify/bulk": (c) => c.verifyBulk({ files: [{ name: "a", credential }] }),
  "GET /v1/events": (c) => c.events.feed().next(),
  "POST /v1/webhooks": (c) => c.webhooks.create({ institution: 2, url: "https://example.org/", events }),
  "GET /v1/webhooks": (c) => c.webhooks.list({ institution: 2 }),
  "GET /v1/webhooks/{id}": (c) => c.webhooks.get(WH),
  "DELETE /v1/webhooks/{id}": (c) => c.webhooks.delete(WH),
  "POST /v1/webhooks/{id}/enable": (c) => c.webhooks.enable(WH),
  "POST /v1/webhooks/{id}/rotate": (c) => c.webhooks.rotate(WH),
  "POST /v1/webhooks/{id}/test": (c) => c.webhooks.test(WH),
  "GET /v1/webhooks/{id}/deliveries": (c) => c.webhooks.deliveries(WH),
  "POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver": (c) => c.webhooks.redeliver(WH, DEL),
  "GET /v1/access": (c) => c.access.ways(),
  "GET /v1/access/session": (c) => c.access.session(),
  "DELETE /v1/access/session": (c) => c.access.signOut(),
  "POST /v1/access/ethereum/challenges": (c) => c.access.ethereum.challenge(),
  "POST /v1/access/ethereum/sign-in": (c) => c.access.ethereum.signIn({ message: "", signature: "0x" }),
  "POST /v1/access/passkeys/registrations": (c) => c.access.passkeys.registration(TOKEN),
  "POST /v1/access/passkeys": (c) => c.access.passkeys.register({} as never),
  "POST /v1/access/passkeys/challenges": (c) => c.access.passkeys.challenge(),
  "POST /v1/access/passkeys/sign-in": (c) => c.access.passkeys.signIn({} as never),
  "POST /v1/access/keys": (c) => c.access.keys.create({} as never),
  "GET /v1/access/keys": (c) => c.access.keys.list(),
  "POST /v1/access/keys/{id}/rotations": (c) => c.access.keys.rotate(TOKEN),
  "DELETE /v1/access/keys/{id}": (c) => c.access.keys.revoke(TOKEN),
  "POST /v1/access/invitations": (c) => c.access.invitations.create({} as never),
  "GET /v1/access/invitations": (c) => c.access.invitations.list(),
  "DELETE /v1/access/invitations/{id}": (c) => c.access.invitations.withdraw(TOKEN),
  "GET /v1/access/people": (c) => c.access.people(),
  "DELETE /v1/access/grants/{id}": (c) => c.access.endGrant(TOKEN),
  "GET /v1/audit": (c) => c.access.audit(),
  "GET /vc": (c) => c.vc.mounts(),
  "POST /credentials/issue": (c) => c.vc.issue({ credential }),
  "POST /credentials/verify": (c) => c.vc.verify({ verifiableCredential: credential }),
  "POST /credentials/status": (c) => c.vc.setStatus({} as never),
  "POST /credentials/derive": (c) => c.vc.derive({} as never),
  "POST /presentations/verify": (c) => c.vc.verifyPresentation({ verifiablePresentation: credential }),
};

/** Operations that a client has no use for, and why. */
const WITHOUT: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^GET \/\.well-known\/did\.json$/, why: "asked under an institution's own name" },
  { path: /^GET \/v1\/access\/oidc\//, why: "a browser is sent there and back" },
  {
    path: /^GET \/(?!v1\/|vc$|status\/|healthz|readyz)[a-z]+\/\{/,
    why: "permanent ids: the data of the same path below /v1",
  },
  { path: /^GET \/contexts\//, why: "bundled with the SDK" },
  { path: /^POST \/vc\/\{suite\}\//, why: "the routes above under another path, for conformance suites" },
  { path: /^POST \/vc\//, why: "the routes above under another path, for conformance suites" },
];

let operations: string[];
let app: App;

beforeAll(async () => {
  // Handlers are never called here: routes are registered to be described.
  const nothing = {} as never;
  app = await buildApp(bareDeps(), [
    actionRoutes(nothing),
    batchRoutes(nothing),
    endorsementRoutes(nothing),
    exportRoutes(nothing),
    statementRoutes({ key: nothing } as never),
    credentialRoutes(nothing),
    downloadRoutes(nothing),
    statusListRoutes(nothing),
    vcApiRoutes({ issuer: null, baseUrl: () => "", verifying: nothing }),
    intakeRoutes({ network: NETWORK } as never),
    verifyRoutes(nothing),
    eventRoutes({ room: { close: () => undefined } } as never),
    webhookRoutes(nothing),
  ]);
  await app.ready();
  const document = app.swagger() as { paths: Record<string, Record<string, unknown>> };
  operations = Object.entries(document.paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((operation) => !WITHOUT.some(({ path }) => path.test(operation)))
    .sort();
});

test("every operation has a call of the client, and every call an operation", () => {
  expect(Object.keys(CALLS).sort()).toEqual(operations);
});

test.each(Object.entries(CALLS))("%s is what its call asks for", async (operation, call) => {
  const asked: string[] = [];
  const client = createClient({
    baseUrl: "http://registry.test",
    fetch: async (url, init) => {
      asked.push(`${init?.method ?? "GET"} ${new URL(String(url)).pathname}`);
      throw new TypeError("nobody is there");
    },
  });
  await expect(call(client)).rejects.toBeInstanceOf(PeersealError);
  const [method, path = ""] = operation.split(" ");
  const pattern = path.replace(/[.]/g, "\\.").replace(/\{[a-z]+\}/g, "[^/]+");
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(new RegExp(`^${method} ${pattern}$`));
});
