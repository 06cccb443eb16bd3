import { type Hex, PeersealError, wire } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { findDocument } from "../../store/documents.js";
import { findRubric, listRubrics, type RubricRow } from "../../store/rubrics.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";
import { contentOf, recorded } from "./shapes.js";

const tags = ["rubrics"];

export function registerRubricRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/rubrics",
    {
      schema: {
        tags,
        summary: "Rubrics in the order of publication",
        querystring: wire.RubricQuery,
        response: answers(200, wire.RubricPage, "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ query }) => {
      const { data, next } = await listRubrics(deps.db, { publisher: query.publisher }, query);
      return { data: data.map(toRubric), next };
    },
  );

  app.get(
    "/v1/rubrics/:id",
    {
      schema: {
        tags,
        summary: "One rubric with its document",
        params: wire.RubricPath,
        response: answers(200, wire.RubricDetail, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => rubricDetail(deps.db, params.id),
  );
}

/** One rubric with its document. @throws PeersealError `not-found` */
export async function rubricDetail(db: Db, id: Hex): Promise<wire.RubricDetail> {
  const row = await findRubric(db, id);
  if (row === null) throw new PeersealError("not-found", `There is no rubric ${id} in this network.`);
  return { ...toRubric(row), document: contentOf(await findDocument(db, row.digest)) };
}

function toRubric(row: RubricRow): wire.Rubric {
  return {
    id: row.rubric,
    publisher: row.publisher,
    digest: row.digest,
    header: [row.headerLow, row.headerHigh],
    listed: row.listed ?? false,
    published: recorded(row),
  };
}
