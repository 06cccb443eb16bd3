import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Client,
  type CredentialKey,
  connect,
  createClient,
  credentialDigest,
  type Digest,
  type JsonObject,
  type NetworkConnection,
  secureDocument,
  statusWords,
  type VersionId,
} from "@peerseal/sdk";
import type { Browser } from "playwright-core";
import { vi } from "vitest";
import { removeEmbeddedPostgres } from "../../packages/registry-api/dist/index.js";
import { launchBrowser } from "./browser.ts";
import { act, addCredentialKey, foundNetwork, openRound, publishCourse, reviewOf, signerOf } from "./cast.ts";
import { type Stack, startStack } from "./stack.ts";

/** A network with a course that met the standard, and three credentials of it: one good, one revoked, one altered. */
export type VerifyWorld = {
  readonly stack: Stack;
  readonly dataDir: string;
  readonly client: Client;
  readonly version: VersionId;
  readonly good: JsonObject;
  readonly revoked: JsonObject;
  readonly altered: JsonObject;
  readonly digest: Digest;
  /** The last block in which the revoked one was in force. */
  readonly blockBefore: number;
  readonly close: () => Promise<void>;
};

type Opened = { readonly world: VerifyWorld; readonly browser: Browser };
let opened: Promise<Opened> | undefined;

/** The world of all tests of a file, made for the first that asks. */
export function verifyWorld(): Promise<Opened> {
  opened ??= Promise.all([openVerifyWorld(), launchBrowser()]).then(([world, browser]) => ({ world, browser }));
  return opened;
}

/** Ends what {@link verifyWorld} made. */
export async function closeVerifyWorld(): Promise<void> {
  const { world, browser } = (await opened) ?? {};
  await browser?.close();
  await world?.close();
}

async function openVerifyWorld(): Promise<VerifyWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), "peerseal-verify-"));
  const stack = await startStack(dataDir);
  const client = createClient({ baseUrl: stack.api, apiKey: stack.apiKey });
  const connection = await connect({ rpc: stack.rpc, network: stack.network });
  const deps = { client, connection };
  const version = await reviewedVersion(deps);
  const batch = await client.batches.issue({
    courseVersion: version,
    institution: 2,
    learners: ["a@example.org", "b@example.org"],
  });
  await client.batches.reached(batch, ["anchored"]);
  const [good, revoked] = (await client.batches.bundles(batch)).data as readonly JsonObject[];
  if (good === undefined || revoked === undefined) throw new TypeError("The batch holds two credentials.");
  const blockBefore = (await connection.block("latest")).number;
  const { index } = revoked.receipt as { index: number };
  const { institution, number } = batch;
  const words = statusWords([index]);
  await act(deps, signerOf("institution 2"), "SetStatus", { institution, number, action: 1, ...words, nonce: "0" });
  const credential = credentialOf(good);
  return {
    stack,
    dataDir,
    client,
    version,
    good,
    revoked,
    altered: { ...good, credential: { ...credential, name: "Another course" } },
    digest: credentialDigest(credential),
    blockBefore,
    close: async () => {
      connection.close();
      await stack.stop();
      await removeEmbeddedPostgres(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The credential of a bundle. */
export function credentialOf(bundle: JsonObject): JsonObject {
  return bundle.credential as JsonObject;
}

/** A course of institution 1 that a panel of 3 and 4 found to meet the standard, and that 2 delivers. */
async function reviewedVersion(deps: { client: Client; connection: NetworkConnection }): Promise<VersionId> {
  const { rubric, rubricDigest } = await foundNetwork(deps, 4);
  await addCredentialKey(deps, 2);
  const { course, version } = await publishCourse(deps, 1, "drone-slope-survey");
  const seats = [
    { role: "subject-expert", institution: 3, signer: signerOf("reviewer 0") },
    { role: "subject-expert", institution: 4, signer: signerOf("reviewer 1") },
    { role: "learner", institution: 3, signer: signerOf("reviewer 2") },
  ] as const;
  const round = await openRound(deps, { version, rubric, rubricDigest }, seats);
  for (const [seat, { role, signer }] of seats.entries()) {
    const { document, message } = reviewOf(round, seat, role);
    await act(deps, signer, "Review", message, document);
  }
  // The contract itself says when the reply window is over.
  const closing = await vi.waitFor(() => deps.client.closeRound(round), { timeout: 60_000, interval: 200 });
  await deps.client.actions.recorded(closing);
  await deps.client.actions.recorded(await deps.client.decideRound(round));
  const part = 2;
  await act(deps, signerOf("institution 1"), "InviteParty", { course, by: 1, institution: 2, part });
  await act(deps, signerOf("institution 2"), "AcceptPart", { course, institution: 2, part });
  return version;
}

/** A presentation of some credentials that its holder signed. */
export function present(holder: CredentialKey, ...bundles: readonly JsonObject[]) {
  return secureDocument(
    {
      "@context": ["https://www.w3.org/ns/credentials/v2"],
      type: ["VerifiablePresentation"],
      holder: holder.did,
      verifiableCredential: bundles.map(credentialOf),
    },
    { key: holder, suite: "eddsa-rdfc-2022", created: "2026-11-26T00:00:00Z", proofPurpose: "authentication" },
  );
}
