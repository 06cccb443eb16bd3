import {
  buildBatch,
  type CredentialBatch,
  capacityFor,
  correctionOf,
  credentialBuilder,
  credentialDigest,
  type Digest,
  drawIndex,
  drawNumber,
  generateCredentialKey,
  type Hex,
  type JsonObject,
  type Learner,
  readNonce,
  readQuality,
  STATUS_ACTIONS,
  signCredential,
  signerId,
  statusWords,
  underDomain,
} from "@peerseal/sdk";
import { BATCHES, type DemoBatch, type DemoStatus } from "./batches.ts";
import type { Happening } from "./calendar.ts";
import type { DemoVersion } from "./course-happenings.ts";
import { type DemoInstitution, INSTITUTIONS } from "./institutions.ts";
import type { World } from "./world.ts";

const DAY = 86_400;
const SIGNING_HOUR = 9;
const ANCHORING_HOUR = 10;
const WRONG_COLUMN = { en: "The wrong column of grades was read.", pt: "Foi lida a coluna errada de notas." };

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
  const earlier: IssuedBatch[] = [];
  return BATCHES.flatMap((plan) => {
    const about = versions.find(({ course, version }) => course.code === plan.course && version === plan.version);
    if (about === undefined) throw new TypeError(`There is no version ${plan.version} of ${plan.course}.`);
    let done: IssuedBatch | undefined;
    return [
      {
        at: calendar.at(plan.day, ANCHORING_HOUR),
        run: async () => {
          done = await issue(world, plan, about, earlier);
          earlier.push(done);
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

async function issue(
  world: World,
  plan: DemoBatch,
  about: DemoVersion,
  earlier: readonly IssuedBatch[],
): Promise<IssuedBatch> {
  const { act, keys, calendar, issuer } = world;
  const name = `${plan.course}:${plan.version}:${plan.issuer}:${plan.day}`;
  let drawn = 0;
  const random = (length: number) => keys.bytes(`batch:${name}:${drawn++}`, length);
  const number = drawNumber(random);
  const capacity = capacityFor(plan.learners);
  const institution = INSTITUTIONS.find(({ id }) => id === plan.issuer);
  if (institution === undefined) throw new TypeError(`There is no institution ${plan.issuer}.`);
  const key = underDomain(await generateCredentialKey(keys.credentialSeed(plan.issuer)), institution.domain);
  const created = calendar.text(calendar.at(plan.day, SIGNING_HOUR));
  const corrected = correctedBy(plan, earlier);
  const build = credentialBuilder(await batchOf(world, { plan, about, institution, number, did: key.did }));
  const used = new Set<number>();
  const signed: { index: number; digest: Digest; credential: JsonObject }[] = [];
  for (let position = 0; position < plan.learners; position++) {
    const index = drawIndex(used, capacity, random);
    used.add(index);
    const old = corrected?.entries[position + (plan.corrects?.from ?? 0)]?.credential;
    const unsigned = build({
      index,
      learner: learnerOf(plan, institution, position, random(16)),
      random: random(16),
      ...(old === undefined ? {} : { correctionOf: correctionOf(old, WRONG_COLUMN) }),
    });
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

function correctedBy({ course, corrects }: DemoBatch, earlier: readonly IssuedBatch[]): IssuedBatch | undefined {
  if (corrects === undefined) return undefined;
  const found = earlier.find(({ plan }) => plan.course === course && plan.day === corrects.day);
  if (found === undefined) throw new TypeError(`There is no batch of ${course} on day ${corrects.day} to correct.`);
  return found;
}

type Plan = {
  readonly plan: DemoBatch;
  readonly about: DemoVersion;
  readonly institution: DemoInstitution;
  readonly number: number;
  readonly did: string;
};

/** What the credentials of a batch share. What was checked is what the course's document promises. */
async function batchOf({ calendar, connection }: World, of: Plan): Promise<CredentialBatch> {
  const { plan, about, institution, number, did } = of;
  const { language } = about.course;
  const [from, until] = plan.learningDays;
  const awardedAt = calendar.at(plan.day, SIGNING_HOUR);
  const { quality, block } = await readQuality(connection, about.id);
  const [assessment] = about.document.assessments;
  const assessed = plan.awardBasis === "assessed" && assessment !== undefined;
  return {
    network: connection.network,
    issuer: {
      institution: institution.id,
      name: institution.name[language] ?? institution.name.en ?? institution.slug,
      url: `https://${institution.domain}/`,
      did,
    },
    number,
    courseVersion: about.document,
    courseCode: about.course.code,
    language,
    basis: plan.awardBasis,
    made: assessed
      ? { identityCheck: assessment.identityCheck, supervision: about.document.supervision }
      : { identityCheck: "account", supervision: "none" },
    activityStartDate: calendar.text(calendar.at(from, 9)),
    activityEndDate: calendar.text(calendar.at(until, 17)),
    awardedDate: calendar.text(awardedAt),
    validFrom: calendar.text(awardedAt),
    ...(plan.validDays === undefined ? {} : { validUntil: calendar.text(awardedAt + plan.validDays * DAY) }),
    ...(quality.decision === null ? {} : { quality: { decision: quality.decision, block } }),
  };
}

/** Learners are numbered by the day of their first batch: a corrected credential is the same learner's. */
function learnerOf(plan: DemoBatch, { slug }: DemoInstitution, position: number, salt: Uint8Array): Learner {
  const place = position + (plan.corrects?.from ?? 0);
  const value = `${slug}-${plan.corrects?.day ?? plan.day}-${String(place + 1).padStart(4, "0")}`;
  const results = [{ assessment: "AS1", status: "Completed" as const }];
  return {
    identifier: { kind: "student-number", value },
    salt,
    ...(plan.awardBasis === "assessed" ? { results } : {}),
  };
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
