import { type Hex, type NetworkId, PeersealError, parseNetworkId, statusEntryId, wire } from "@peerseal/sdk";
import { findBatch, findByDigest } from "../../store/batches.js";
import { findAnchor } from "../../store/chain-anchors.js";
import { findCourse, partiesOf } from "../../store/courses.js";
import { findRelay } from "../../store/relays.js";
import { findVersion } from "../../store/versions.js";
import type { App, RouteModule } from "../app.js";
import { type RelayDeps, requireRelayer } from "./actions.js";
import { answers } from "./answers.js";
import { progressOf } from "./progress.js";

type Place = { readonly number: number; readonly index: number };
type Put = Place & { readonly digest: Hex; readonly credential: string | null };
type Stream = { readonly institution: number; readonly courseVersion: Hex };

/** Takes in what is to be anchored: see `anchoring/intake.ts`. */
export type Intake = {
  readonly reserve: (stream: Stream, count: number, seconds: number) => Promise<readonly Place[]>;
  readonly put: (institution: number, puts: readonly Put[]) => Promise<number>;
};

export type IntakeDeps = RelayDeps & {
  readonly network: NetworkId;
  readonly intake: Intake;
  /** Signs with lent keys, into the batch that fills. */
  readonly issueRolling: (request: wire.IssueRequest) => Promise<{
    readonly institution: number;
    readonly credentials: readonly (Place & { readonly digest: Hex })[];
  }>;
};

/** Seconds for which it is believed that an institution issues for a course version. */
const BELIEVED_SECONDS = 10;
const MOST_BELIEVED = 10_000;

/** Routes of batches that stay open: places, digests, credentials, and the state of one credential. */
export function intakeRoutes(deps: IntakeDeps): RouteModule {
  return (app) => {
    registerSlots(app, deps);
    registerLeaves(app, deps);
    registerCredentials(app, deps);
    registerState(app, deps);
  };
}

function registerSlots(app: App, deps: IntakeDeps): void {
  const { chainId, directory } = parseNetworkId(deps.network);
  const mayIssue = issuersOf(deps);
  app.post(
    "/v1/slots",
    {
      schema: {
        tags: ["batches"],
        summary: "Reserve places for credentials that the institution signs itself",
        description:
          "The registry keeps a batch open for each institution and course version, and gives out its places at random " +
          "before anything is signed. Each credential names its place as `credentialStatus.id`; then put its digest " +
          "(`/v1/leaves`), or the whole credential into its batch. A place that is empty when it expires may stay empty.",
        body: wire.SlotsRequest,
        response: answers(
          201,
          wire.SlotsAnswer,
          "not-found",
          "Credential_MayNotIssue",
          "relayer-missing",
          "overloaded",
          "database-unreachable",
        ),
      },
    },
    async ({ body }, reply) => {
      requireRelayer(deps);
      const { institution, courseVersion, count, seconds } = body;
      await mayIssue({ institution, courseVersion });
      const expiresAt = deps.now() + seconds;
      const places = await deps.intake.reserve({ institution, courseVersion }, count, seconds);
      const slots = places.map(({ number, index }) => ({
        number,
        index,
        statusId: statusEntryId({ chainId, directory, institution, number, index }),
      }));
      return reply.code(201).send({ institution, courseVersion, expiresAt, slots });
    },
  );
}

function registerLeaves(app: App, deps: IntakeDeps): void {
  app.post(
    "/v1/leaves",
    {
      schema: {
        tags: ["batches"],
        summary: "Put digests of credentials that the institution keeps",
        description:
          "For places that were reserved, or of a batch that the institution drafted. All of a request are taken or none. " +
          "Answers 202 once they are stored durably: from then on no seal leaves them out. The same put again changes " +
          "nothing. Nothing of a learner comes here.",
        body: wire.LeavesRequest,
        response: answers(
          202,
          wire.LeavesAnswer,
          "batch-index",
          "batch-state",
          "not-found",
          "relayer-missing",
          "overloaded",
          "database-unreachable",
        ),
      },
    },
    async ({ body }, reply) => {
      requireRelayer(deps);
      const puts = body.leaves.map((leaf) => ({ ...leaf, credential: null }));
      const added = await deps.intake.put(body.institution, puts);
      return reply.code(202).send({ accepted: puts.length, added });
    },
  );
}

function registerCredentials(app: App, deps: IntakeDeps): void {
  app.post(
    "/v1/credentials",
    {
      schema: {
        tags: ["credentials"],
        summary: "Issue credentials with lent keys, as learners finish",
        description:
          "One learner or up to a thousand. The registry reserves places in the batch that fills, signs, stores, and " +
          "answers 202 after the commit; the batch is sealed and anchored once it is full or old enough. Ask for the " +
          "state of each at its `href`.",
        body: wire.CredentialsRequest,
        response: answers(
          202,
          wire.CredentialsAnswer,
          "issue-invalid",
          "key-not-lent",
          "Credential_MayNotIssue",
          "not-found",
          "relayer-missing",
          "overloaded",
          "database-unreachable",
        ),
      },
    },
    async ({ body }, reply) => {
      requireRelayer(deps);
      const { institution, credentials } = await deps.issueRolling(body);
      return reply.code(202).send({
        institution,
        courseVersion: body.courseVersion,
        acceptedAt: deps.now(),
        credentials: credentials.map((one) => ({ ...one, href: `/v1/credentials/${one.digest}/state` })),
      });
    },
  );
}

function registerState(app: App, deps: IntakeDeps): void {
  app.get(
    "/v1/credentials/:digest/state",
    {
      schema: {
        tags: ["credentials"],
        summary: "How far a credential has come on its way to the chain",
        description: "Asked by its digest; credentials cannot be listed.",
        params: wire.ReceiptPath,
        response: answers(200, wire.CredentialState, "not-found", "database-unreachable"),
      },
    },
    async ({ params: { digest } }) => {
      const row = await findByDigest(deps.db, digest);
      const batch = row === null ? null : await findBatch(deps.db, row);
      if (row === null || batch === null) {
        throw new PeersealError("not-found", "No credential of this digest was put here.");
      }
      const [anchor, job] = await Promise.all([
        findAnchor(deps.db, row.institution, String(row.number)),
        batch.relay === null ? null : findRelay(deps.db, batch.relay),
      ]);
      const own = anchor !== null && anchor.root === batch.root && anchor.size === batch.size ? anchor : null;
      const { institution, number, index, credential, putAt } = row;
      return {
        digest,
        institution,
        number,
        index,
        progress: progressOf({ acceptedAt: putAt, sealedAt: batch.sealedAt, job, recordedAt: own?.at ?? null }),
        receipt: own === null ? null : `/v1/receipts/${digest}`,
        held: credential !== null,
      };
    },
  );
}

/** @throws PeersealError `not-found`, `Credential_MayNotIssue` where the anchor would be refused */
function issuersOf({ db, now }: RelayDeps): (stream: Stream) => Promise<void> {
  const believed = new Map<string, number>();
  return async ({ institution, courseVersion }) => {
    const name = `${institution} ${courseVersion}`;
    if ((believed.get(name) ?? 0) > now()) return;
    const version = await findVersion(db, courseVersion);
    const course = version === null ? null : await findCourse(db, version.course);
    if (version === null || course === null) {
      throw new PeersealError("not-found", `There is no course version ${courseVersion} in this network.`);
    }
    const isParty = (await partiesOf(db, [course.course])).some(
      (party) =>
        party.institution === institution && party.fromAt > 0 && (party.untilAt === 0 || party.untilAt > now()),
    );
    const isTaught = version.teachOutUntilAt === 0 || now() <= version.teachOutUntilAt;
    if (!isParty || !isTaught) {
      throw new PeersealError(
        "Credential_MayNotIssue",
        `Institution ${institution} may not issue for this version now.`,
        {
          details: { institution, courseVersion },
        },
      );
    }
    if (believed.size >= MOST_BELIEVED) believed.clear();
    believed.set(name, now() + BELIEVED_SECONDS);
  };
}
