// Plays the end of a review round: its last seal, the reveal, the provider's window for a reply, closing, the decision.

import { readConfig } from "@peerseal/registry-api";
import { type Client, createClient, PeersealError, pages, parseRoundId, type RoundId, type wire } from "@peerseal/sdk";
import { readNetworkFile } from "./demo/folder.ts";
import { fillFreshRound, openDemoRound, revealReview, sealReview } from "./demo/fresh-round.ts";
import { onceItIsTime, type Stage } from "./demo/http-acts.ts";
import { readDemoKeys } from "./demo/keys.ts";
import { forgiveLeaving, lineOf } from "./lib/command.ts";

const WORDS: Readonly<Record<wire.Quality["state"], string>> = {
  met: "standard met",
  conditional: "met with conditions",
  "not-met": "standard not met",
  provisional: "rapid review: provisional",
  unreviewed: "unreviewed",
  "in-review": "in review",
  expired: "validity ended",
  rescinded: "rescinded",
  retired: "retired",
};

const now = () => Math.floor(Date.now() / 1000);
const say = (text: string) => process.stdout.write(`${text}\n`);
const step = (text: string) => say(`  ${text}`);

async function main(): Promise<void> {
  const { dataDir } = readConfig(process.env);
  const { api, network, contracts } = readNetworkFile(dataDir);
  if (api === undefined) {
    throw new PeersealError("registry-unreachable", `No registry runs on the network in ${dataDir}.`);
  }
  const client = createClient({ baseUrl: api });
  const served = await client.network();
  if (served.network !== network) {
    throw new PeersealError("registry-unreachable", `The registry at ${api} serves another network than ${dataDir}.`);
  }
  const stage: Stage = { client, contracts, keys: readDemoKeys(dataDir), now };

  const found = await findOpenRound(client);
  if (found === null) say("No demo round is open: making one.");
  const round = found ?? (await fillFreshRound(stage, step));
  const { version } = await client.rounds.get(round);
  await show(client, version);

  await sealMissing(stage, round);
  await revealMissing(stage, round);
  const closed = await close(client, round);
  step(`closed in block ${closed}: the provider's time for a reply is over`);
  const decided = await client.actions.recorded(await client.decideRound(round));
  step(`decided in block ${decided.block}, by the contract, from the panel's ratings`);

  await show(client, version);
  say(`\nSee ${api}/v1/versions/${version}`);
}

/** A round of the demo's course that can still be finished: seals may come, or all that is sealed can be revealed. */
async function findOpenRound(client: Client): Promise<RoundId | null> {
  const { course } = openDemoRound();
  for await (const round of pages((page) => client.rounds.list({ ...page, stage: "reviewing" }))) {
    const isComplete = round.submittedCount === round.panelCount;
    const isSealed = round.sealedCount === round.panelCount;
    const until = isSealed ? (round.revealUntil ?? 0) : round.reviewUntil;
    if (!isComplete && until <= now()) continue;
    if ((await client.versions.get(round.version)).course === course) return parseRoundId(round.id);
  }
  return null;
}

async function sealMissing(stage: Stage, round: RoundId): Promise<void> {
  for await (const { seat, role, institution, sealedAt } of pages((page) => stage.client.rounds.seats(round, page))) {
    if (sealedAt !== null) continue;
    const { name } = await stage.client.institutions.get(institution);
    const block = await sealReview(stage, round, seat);
    step(`review of the ${role} from ${name} sealed in block ${block}: nobody can read it yet`);
  }
}

async function revealMissing(stage: Stage, round: RoundId): Promise<void> {
  for await (const { seat, role, submittedAt } of pages((page) => stage.client.rounds.seats(round, page))) {
    if (submittedAt !== null) continue;
    const block = await revealReview(stage, round, seat);
    step(`review of the ${role} revealed in block ${block}, as it was sealed`);
  }
}

async function close(client: Client, round: RoundId): Promise<number | null> {
  const asked = await onceItIsTime(
    async () => client.actions.recorded(await client.closeRound(round)),
    () => step("waiting until the provider's time for a reply is over (seconds here, two weeks elsewhere)"),
  );
  return asked.block;
}

async function show(client: Client, version: string): Promise<void> {
  const { title, descriptor, quality } = await client.versions.get(version);
  const { decision, state } = quality;
  say(`\n${title?.en ?? version} ${descriptor?.version ?? ""}: ${WORDS[state]} (${state})`);
  if (decision === null) return;
  const { expiresAt, convener, panel } = decision;
  if (expiresAt !== null) step(`until ${new Date(expiresAt * 1000).toISOString().slice(0, 10)}`);
  step(`convened by ${convener.name}; panel: ${panel.map(({ role, name }) => `${role} from ${name}`).join(", ")}`);
}

forgiveLeaving(process.stdout);
main().catch((error: unknown) => {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
});
