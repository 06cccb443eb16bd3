import { wire } from "@peerseal/sdk";
import { institutionOf, noteOverride } from "../access/index.js";
import type { App, RouteModule } from "../app.js";
import { onceOf } from "../idempotency.js";
import { requireRelayer } from "./actions.js";
import { answers } from "./answers.js";
import { registerDrafting } from "./batch-drafting.js";
import { registerReading } from "./batch-reading.js";
import { type BatchDeps, batchMade, getBatch, toBatch } from "./batch-view.js";
import { registerCorrecting } from "./corrections.js";
import { noteReason, registerOverrides } from "./overrides.js";

/** Routes of batches: open, put, seal, anchor; or all of it at once. */
export function batchRoutes(deps: BatchDeps): RouteModule {
  return (app) => {
    registerDrafting(app, deps);
    registerReading(app, deps);
    registerOverrides(app, deps);
    registerIssuing(app, deps);
    registerCorrecting(app, deps);
  };
}

/** All of it at once. */
function registerIssuing(app: App, deps: BatchDeps): void {
  app.post(
    "/v1/batches/issue",
    {
      schema: {
        tags: ["batches"],
        summary: "Issue and anchor credentials for a list of learners",
        description:
          "Opens a batch, signs the credentials with the keys that the institution lent to this registry, seals and " +
          "anchors. Of a learner only a salted hash of the identifier is kept, inside the credential. The answer comes " +
          "once all are signed and stored, some seconds for a thousand: allow it a minute. Where no review result stands for " +
          "the version, `override.reason` says why it is issued all the same: it is stored with the batch and in the " +
          "audit log, for the institution and not for the public.",
        body: wire.IssueRequest,
        response: answers(
          202,
          wire.Batch,
          "issue-invalid",
          "key-not-lent",
          "Credential_MayNotIssue",
          "not-found",
          "relayer-missing",
        ),
      },
    },
    async (request, reply) => {
      requireRelayer(deps);
      const once = onceOf(request);
      const institution = request.body.institution ?? institutionOf(request) ?? undefined;
      // Numbers and indexes are drawn: done twice, it would issue twice.
      const { override, ...wished } = request.body;
      const key =
        batchMade(once.found) ??
        (await deps.issue(
          { ...wished, institution },
          {
            alongside: async (db, made) => {
              const { courseVersion } = wished;
              const now = deps.now();
              if (override !== undefined) await noteReason(db, request, { ...made, ...override, courseVersion, now });
              await once.bind(db, made);
            },
          },
        ));
      if (override !== undefined) noteOverride(request, override.reason);
      deps.wake();
      return reply.code(202).send(await toBatch(deps, await getBatch(deps.db, key)));
    },
  );
}
