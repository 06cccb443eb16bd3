import {
  type ActionMessage,
  buildCredential,
  type Client,
  capacityFor,
  credentialDigest,
  drawIndex,
  drawNumber,
  type JsonObject,
  PeersealError,
  type SignedAction,
  STATUS_ACTIONS,
  signAction,
  signCredential,
  statusWords,
} from "@peerseal/sdk";
import { signerOf } from "../../test/e2e/cast.ts";
import { isPassing } from "./answers.ts";
import { makeCredentials, makeLeaves } from "./kinds-rolling.ts";
import type { Ledger } from "./ledger.ts";
import type { Chance } from "./random.ts";
import { COURSE_CODE, ISSUER, type World } from "./world.ts";

export type LoadDeps = {
  readonly world: Pick<World, "connection" | "key" | "version" | "document">;
  readonly ledger: Ledger;
  readonly chance: Chance;
};

/**
 * Sends one thing, and enters in the ledger what was accepted of it. Called again with another replica until it ends
 * without an error; what it sends is the same each time.
 */
export type Attempt = (client: Client) => Promise<void>;

/** A kind of intake. To add one: a function here, its line in KINDS, and what the chain shows of it in `Accepted`. */
export type Kind = {
  readonly name: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  /** Makes the next thing to send; null: there is none of this kind now. */
  readonly make: (deps: LoadDeps) => Promise<Attempt | null>;
};

const LATER = 4_000_000_000;
const MOST_LEARNERS = 3;

export const KINDS: readonly [Kind, ...Kind[]] = [
  { name: "act", weight: 8, make: makeAct },
  { name: "batch", weight: 2, make: makeBatch },
  { name: "issue", weight: 1, make: makeIssue },
  { name: "leaves", weight: 3, make: makeLeaves },
  { name: "credentials", weight: 2, make: makeCredentials },
  { name: "status", weight: 3, make: makeStatus },
];

/** A signed act, relayed as it is. */
async function makeAct({ world, ledger, chance }: LoadDeps): Promise<Attempt> {
  const code = `c-${Buffer.from(chance.bytes(10)).toString("hex")}`;
  const signer = signerOf(`institution ${ISSUER}`);
  const message = { institution: ISSUER, code };
  const signed = await signAction(signer, world.connection, "RegisterCourse", message, { deadline: LATER });
  return async (client) => {
    await relay(client, ledger, signed);
    ledger.accept({ kind: "course", institution: ISSUER, code });
  };
}

/** A batch opened under a number of ours, filled with credentials signed here, and sealed. */
async function makeBatch({ world, ledger, chance }: LoadDeps): Promise<Attempt> {
  const number = drawNumber(chance.bytes);
  const learners = chance.between(1, MOST_LEARNERS);
  const used = new Set<number>();
  const leaves: { readonly index: number; readonly digest: string; readonly credential: JsonObject }[] = [];
  for (let n = 0; n < learners; n++) {
    const index = drawIndex(used, capacityFor(learners), chance.bytes);
    used.add(index);
    const credential = await credentialAt(world, chance, number, index);
    leaves.push({ index, credential, digest: credentialDigest(credential) });
  }
  const batch = { institution: ISSUER, number };
  let done: "nothing" | "opened" | "put" = "nothing";
  return async (client) => {
    if (done === "nothing") {
      await forgiving("batch-exists", client.batches.open({ ...batch, courseVersion: world.version, learners }));
      done = "opened";
    }
    if (done === "opened") {
      await client.batches.put(
        batch,
        leaves.map(({ credential }) => credential),
      );
      done = "put";
    }
    await client.batches.seal(batch);
    ledger.accept(...leaves.map(({ index, digest }) => ({ kind: "leaf", ...batch, index, digest }) as const));
  };
}

/** A batch that the registry signs with keys that it was lent. Asked once: a second request would be another batch. */
async function makeIssue({ world, ledger, chance }: LoadDeps): Promise<Attempt> {
  const learners = Array.from(
    { length: chance.between(1, MOST_LEARNERS) },
    () => `${Buffer.from(chance.bytes(6)).toString("hex")}@example.org`,
  );
  return async (client) => {
    const answer = await client.batches.issue({ courseVersion: world.version, learners }).catch((error: unknown) => {
      if (isPassing(error)) return null;
      throw error;
    });
    if (answer === null) return;
    ledger.accept({ kind: "batch", institution: ISSUER, number: answer.number, learners: learners.length });
  };
}

/** A revocation of a credential that was accepted before; its batch may not be anchored yet. */
async function makeStatus({ world, ledger, chance }: LoadDeps): Promise<Attempt | null> {
  const revoked = new Set(
    ledger.accepted.flatMap((what) => (what.kind === "revoked" ? [`${what.number} ${what.index}`] : [])),
  );
  const leaves = ledger.accepted.flatMap((what) =>
    what.kind === "leaf" && !revoked.has(`${what.number} ${what.index}`) ? [what] : [],
  );
  const leaf = leaves[chance.between(0, leaves.length)];
  if (leaf === undefined) return null;
  const { institution, number, index } = leaf;
  const message: ActionMessage<"SetStatus"> = {
    institution,
    number,
    action: STATUS_ACTIONS.indexOf("revoke"),
    ...statusWords([index]),
    nonce: "0",
  };
  const signer = signerOf(`institution ${ISSUER}`);
  // Two revocations of one credential differ by their deadline, and are two acts.
  const deadline = LATER + chance.between(0, 1_000_000);
  const signed = await signAction(signer, world.connection, "SetStatus", message, { deadline });
  return async (client) => {
    await relay(client, ledger, signed);
    ledger.accept({ kind: "revoked", institution, number, index });
  };
}

async function relay(client: Client, ledger: Ledger, signed: SignedAction): Promise<void> {
  const { id } = await client.actions.send(signed);
  ledger.acceptAct({ id, action: signed.action });
}

async function credentialAt(
  { connection, key, document }: LoadDeps["world"],
  chance: Chance,
  number: number,
  index: number,
) {
  const at = `${new Date().toISOString().slice(0, 19)}Z`;
  const unsigned = buildCredential({
    network: connection.network,
    issuer: { institution: ISSUER, name: `Institution ${ISSUER}`, did: key.did },
    batch: { number, index },
    courseVersion: document,
    courseCode: COURSE_CODE,
    language: "en",
    learner: { identifier: { kind: "email", value: `${number}.${index}@example.org` }, salt: chance.bytes(16) },
    basis: "assessed",
    activityStartDate: at,
    activityEndDate: at,
    awardedDate: at,
    validFrom: at,
    random: chance.bytes(16),
  });
  return signCredential(unsigned, key, { created: at });
}

async function forgiving(code: string, what: Promise<unknown>): Promise<void> {
  await what.catch((error: unknown) => {
    if (!(error instanceof PeersealError) || error.code !== code) throw error;
  });
}
