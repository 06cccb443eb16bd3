import {
  buildBatch,
  buildCredential,
  capacityFor,
  credentialDigest,
  type Digest,
  drawIndex,
  drawNumber,
  generateCredentialKey,
  type Hex,
  type JsonObject,
  readNonce,
  STATUS_ACTIONS,
  signCredential,
  signerId,
  statusWords,
} from "@peerseal/sdk";
import { BATCHES, type DemoBatch, type DemoStatus } from "./batches.ts";
import type { Happening } from "./calendar.ts";
import type { DemoVersion } from "./course-happenings.ts";
import { INSTITUTIONS } from "./institutions.ts";
import type { World } from "./world.ts";

const DAY = 86_400;
const SIGNING_HOUR = 9;
const ANCHORING_HOUR = 10;

/** A batch that was issued; `entries` by the position of the learner. */
export type IssuedBatch = {
  readonly plan: DemoBatch;
  readonly about: DemoVersion;
  readonly number: number;
  readonly capacity: number;
  readonly root: Hex;
  readonly size: number;
  /** Unix seconds. */
  readonly anchoredAt: number;
  readonly entries: readonly {
    readonly index: number;
    readonly digest: Digest;
    readonly proof: readonly Hex[];
    readonly credential: JsonObject;
  }[];
};

/** Batches and changes of status; each batch is given to `issued` once it is anchored. */
export function batchHappenings(
  world: World,
  versions: readonly DemoVersion[],
  issued: (batch: IssuedBatch) => void,
): Happening[] {
  const { calendar } = world;
  return BATCHES.flatMap((plan) => {
    const about = versions.find(({ course, version }) => course.code === plan.course && version === plan.version);
    if (about === undefined) throw new TypeError(`There is no version ${plan.version} of ${plan.course}.`);
    let done: IssuedBatch | undefined;
    return [
      {
        at: calendar.at(plan.day, ANCHORING_HOUR),
        run: async () => {
          done = await issue(world, plan, about);
          issued(done);
        },
      },
      ...(plan.statuses ?? []).map((change) => ({
        at: calendar.at(change.day, change.hour ?? SIGNING_HOUR),
        run: async () => {
          if (done === undefined) throw new TypeError(`A status of ${plan.course} changes before its batch is there.`);
          await changeStatus(world, done, change);
        },
      })),
    ];
  });
}

async function issue(world: World, plan: DemoBatch, about: DemoVersion): Promise<IssuedBatch> {
  const { act, keys, calendar, issuer } = world;
  const name = `${plan.course}:${plan.version}:${plan.issuer}:${plan.day}`;
  let drawn = 0;
  const random = (length: number) => keys.bytes(`batch:${name}:${drawn++}`, length);
  const number = drawNumber(random);
  const capacity = capacityFor(plan.learners);
  const key = await generateCredentialKey(keys.credentialSeed(plan.issuer));
  const created = calendar.text(calendar.at(plan.day, SIGNING_HOUR));
  const used = new Set<number>();
  const signed: { index: number; digest: Digest; credential: JsonObject }[] = [];
  for (let learner = 0; learner < plan.learners; learner++) {
    const index = drawIndex(used, capacity, random);
    used.add(index);
    const unsigned = credentialOf(world, { plan, about, batch: { number, index }, learner, did: key.did, random });
    const credential = await signCredential(unsigned, key, { created });
    signed.push({ index, digest: credentialDigest(credential), credential });
  }
  const { root, size, proof } = buildBatch(signed);
  await act(issuer(plan.issuer), "Anchor", {
    institution: plan.issuer,
    number,
    root,
    size,
    courseVersion: about.id,
  });
  const entries = signed.map((one) => ({ ...one, proof: proof(one.index) }));
  return { plan, about, number, capacity, root, size, anchoredAt: calendar.at(plan.day, ANCHORING_HOUR), entries };
}

type Place = {
  readonly plan: DemoBatch;
  readonly about: DemoVersion;
  readonly batch: { readonly number: number; readonly index: number };
  readonly learner: number;
  readonly did: string;
  readonly random: (length: number) => Uint8Array;
};

function credentialOf({ calendar, connection }: World, place: Place): JsonObject {
  const { plan, about, batch, learner, did, random } = place;
  const institution = INSTITUTIONS.find(({ id }) => id === plan.issuer);
  if (institution === undefined) throw new TypeError(`There is no institution ${plan.issuer}.`);
  const { language } = about.course;
  const [from, until] = plan.learningDays;
  const awardedAt = calendar.at(plan.day, SIGNING_HOUR);
  const studentNumber = `${institution.slug}-${plan.day}-${String(learner + 1).padStart(4, "0")}`;
  return buildCredential({
    network: connection.network,
    issuer: {
      institution: institution.id,
      name: institution.name[language] ?? institution.name.en ?? institution.slug,
      url: `https://${institution.domain}/`,
      did,
    },
    batch,
    courseVersion: about.document,
    courseCode: about.course.code,
    language,
    learner: { identifier: { kind: "student-number", value: studentNumber }, salt: random(16) },
    basis: plan.awardBasis,
    activityStartDate: calendar.text(calendar.at(from, 9)),
    activityEndDate: calendar.text(calendar.at(until, 17)),
    awardedDate: calendar.text(awardedAt),
    validFrom: calendar.text(awardedAt),
    ...(plan.validDays === undefined ? {} : { validUntil: calendar.text(awardedAt + plan.validDays * DAY) }),
    random: random(16),
  });
}

async function changeStatus(world: World, batch: IssuedBatch, change: DemoStatus): Promise<void> {
  const { act, connection, issuer } = world;
  const signer = issuer(batch.plan.issuer);
  // Only what can be undone is bound to an order.
  const undoable = change.action === "suspend" || change.action === "reinstate";
  const nonce = undoable ? await readNonce(connection, "credentials", signerId(signer.bytes)) : 0n;
  await act(signer, "SetStatus", {
    institution: batch.plan.issuer,
    number: batch.number,
    action: STATUS_ACTIONS.indexOf(change.action),
    ...statusWords(batch.entries.slice(change.from, change.to).map(({ index }) => index)),
    nonce: nonce.toString(),
  });
}
