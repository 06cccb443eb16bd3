import type { Hex } from "@peerseal/sdk";
import { sql } from "kysely";
import type { Db } from "./database.js";

/** Where the chain may name a document of a schema. */
const NAMED_IN: Readonly<Record<string, string>> = {
  "peerseal.institution/1":
    "select profile_digest from institutions where profile_digest = $ union all select profile_digest from profiles where profile_digest = $",
  "peerseal.course-version/1": "select descriptor_digest from versions where descriptor_digest = $",
  "peerseal.rubric/1": "select digest from rubrics where digest = $",
  "peerseal.round/1": "select document from rounds where document = $",
  "peerseal.review/1": "select review_digest from reviews where review_digest = $",
  "peerseal.reply/1": "select reply_digest from replies where reply_digest = $",
};

/** Whether something on the chain names a document of this digest and schema, as far as it was followed. */
export async function isNamed(db: Db, digest: Hex, schema: string): Promise<boolean> {
  const pieces = NAMED_IN[schema]?.split("$");
  if (pieces === undefined) return false;
  // The pieces are constants of ours; the digest is a parameter between them.
  const query = sql.join(
    pieces.map((piece) => sql.raw(piece)),
    sql`${digest}`,
  );
  const { rows } = await sql<object>`${query} limit 1`.execute(db);
  return rows.length > 0;
}
