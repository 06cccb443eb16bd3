import {
  type Address,
  type Call,
  connect,
  credentialKeyId,
  gatherMany,
  type Hex,
  parseAddress,
  type Receipt,
  type Subject,
  signerId,
  type VersionId,
} from "@peerseal/sdk";
import { anchorBatches, anchorOf, SIZE } from "./batches.ts";
import { adminOf, digestFor, OWNER } from "./members.ts";
import type { Network } from "./network.ts";

type Deps = { readonly network: Network; readonly version: VersionId };
type Place = { readonly batch: number; readonly index: number };

/** Bytes of an Ed25519 multikey. */
const MULTIKEY: Hex = `0xed01${"77".repeat(32)}`;
const FIRST_BATCH = 100;
const PER_TRANSACTION = 20;

/**
 * What the one call of a verifier costs: made by the SDK, then sent as a transaction, because a receipt tells gas
 * exactly and an estimate does not. Nobody pays it: nodes answer it as `eth_call`.
 */
export async function measureLens(deps: Deps) {
  await deps.network.act(adminOf(OWNER), "AddKey", {
    institution: OWNER,
    data: MULTIKEY,
    purposes: 16,
    from: 0,
    until: 0,
  });
  for (let n = 0; n < 200; n += PER_TRANSACTION) {
    await anchorBatches(
      deps,
      Array.from({ length: PER_TRANSACTION }, (_, i) => FIRST_BATCH + n + i),
    );
  }
  const oneBatch = Array.from({ length: 200 }, (_, i) => ({ batch: FIRST_BATCH, index: i * 5 }));
  const one = await ask(deps, oneBatch.slice(0, 1));
  const many = await ask(deps, oneBatch);
  const spread = await ask(
    deps,
    oneBatch.map(({ index }, i) => ({ batch: FIRST_BATCH + i, index })),
  );
  return {
    lensOne: one.gas,
    lensOfOneBatch: many.gas,
    lensOfManyBatches: spread.gas,
    callsOne: one.calls,
    callsMany: Math.max(many.calls, spread.calls),
  };
}

async function ask(deps: Deps, places: readonly Place[]): Promise<{ gas: number; calls: number }> {
  const { network } = deps;
  const asked: Call[] = [];
  let calls = 0;
  const rpc = {
    request: async ({ method, params }: { method: string; params?: readonly unknown[] | object }) => {
      const list = Array.isArray(params) ? params : [];
      calls += 1;
      if (method === "eth_call") asked.push(callOf(list[0]));
      return network.provider.send(method, list);
    },
  };
  const connection = await connect({ rpc, network: network.deployment.network });
  asked.length = 0;
  calls = 0;
  const answers = await gatherMany(
    connection,
    places.map((place) => subjectOf(deps, place)),
  );
  connection.close();
  const good = answers.every((answer) => answer.state === "gathered" && answer.facts.batch?.matches === true);
  const [call] = asked;
  if (!good || call === undefined || asked.length !== 1) throw new Error("The lens did not answer in one call.");
  return { gas: await network.send(call), calls };
}

function subjectOf({ network, version }: Deps, { batch, index }: Place): Subject {
  const { number, root } = anchorOf(version, batch);
  const receipt: Receipt = {
    schema: "peerseal.receipt/1",
    network: network.deployment.network,
    institution: OWNER,
    number,
    index,
    size: SIZE,
    digest: digestFor(`credential ${index}`),
    proof: [],
    root,
    courseVersion: version,
    key: signerId(adminOf(OWNER).bytes),
  };
  return { opened: { credential: {}, receipt }, keyHints: [credentialKeyId(Buffer.from(MULTIKEY.slice(2), "hex"))] };
}

function callOf(value: unknown): Call {
  const field = (name: string) => (typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined);
  const [to, data] = [field("to"), field("data")];
  if (typeof to !== "string" || typeof data !== "string") throw new Error("An eth_call names a contract and data.");
  const address: Address = parseAddress(to.toLowerCase());
  return { to: address, data: `0x${data.slice(2)}` };
}
