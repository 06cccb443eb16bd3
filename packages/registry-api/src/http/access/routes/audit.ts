import { wire } from "@peerseal/sdk";
import { type AuditRow, listAudit } from "../../../store/access/audit-log.js";
import type { App } from "../../app.js";
import type { HttpDeps } from "../../deps.js";
import { answers } from "../../routes/answers.js";
import { institutionOf } from "../principal-of.js";

/** Who wrote what. */
export function registerAuditRoutes(app: App, { db }: HttpDeps): void {
  app.get(
    "/v1/audit",
    {
      schema: {
        tags: ["access"],
        summary: "Every write, refused ones too, oldest first unless asked otherwise",
        description:
          "No bodies, no secrets, no values of paths; of what was sent only the reason of an override. Auditors and admins of an institution see what was done for it, " +
          "those of the registry all.",
        querystring: wire.AuditQuery,
        response: answers(200, wire.AuditPage, "credentials-missing", "not-allowed", "cursor-invalid"),
      },
    },
    async (request) => {
      const { data, next } = await listAudit(db, institutionOf(request) ?? undefined, request.query);
      return { data: data.map(toEntry), next };
    },
  );
}

function toEntry(row: AuditRow): wire.AuditEntry {
  const { at, requestId, principalKind: kind, principal: id, route, institution, status, count, override } = row;
  return { at, requestId, principal: { kind, id }, route, institution, status, count, override };
}
