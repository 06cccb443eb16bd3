import {
  type CredentialKey,
  type Hex,
  InstitutionDocument,
  institutionStatement,
  type NetworkId,
  PeersealError,
  registryStatement,
  secureDocument,
  wire,
} from "@peerseal/sdk";
import { readCursor, readHeadTime } from "../../store/blocks.js";
import type { Db } from "../../store/database.js";
import { findDocument } from "../../store/documents.js";
import { findInstitution } from "../../store/institutions.js";
import type { RouteModule } from "../app.js";
import { answers } from "./answers.js";
import { contentOf } from "./shapes.js";
import { type Signatories, signatoryOf } from "./signatories.js";

export type StatementDeps = Signatories & {
  readonly db: Db;
  readonly network: NetworkId;
  readonly genesis: Hex;
  /** The registry's own key. */
  readonly key: CredentialKey;
  readonly publicUrl: string | null;
  readonly contact: string | null;
  readonly software: { readonly name: string; readonly version: string };
};

/** Statements of institutions and of the registry about themselves, secured as JSON with eddsa-jcs-2022. */
export function statementRoutes(deps: StatementDeps): RouteModule {
  return (app) => {
    app.get(
      "/v1/institutions/:id/profile",
      {
        schema: {
          tags: ["institutions"],
          summary: "An institution's profile, signed by the institution with eddsa-jcs-2022",
          description:
            "A credential of VCDM 2.0 about the institution by itself: what the chain holds of it at the newest indexed " +
            "block, and its published profile. Signed with the key that the institution lent to this registry.",
          params: wire.InstitutionPath,
          response: answers(200, wire.SignedDocument, "not-found", "key-not-lent", "database-unreachable"),
        },
      },
      async ({ params }) => {
        const { issuer, key } = await signatoryOf(deps, params.id);
        const [row, block] = [await findInstitution(deps.db, params.id), await newestBlock(deps)];
        if (row === null) throw new PeersealError("not-found", `There is no institution ${params.id} in this network.`);
        const document = contentOf(await findDocument(deps.db, row.currentProfileDigest));
        const parsed = document === null ? null : InstitutionDocument.safeParse(document);
        return sign(
          key,
          institutionStatement({
            issuer,
            domain: row.domain,
            country: row.country,
            kind: row.kind,
            standing: row.standing,
            profileDigest: row.currentProfileDigest,
            profile: parsed?.data ?? null,
            block,
          }),
        );
      },
    );

    app.get(
      "/v1/statement",
      {
        schema: {
          tags: ["network"],
          summary: "What this registry says of itself, signed with its own key and eddsa-jcs-2022",
          description: "Network, software, contact. A registry has no authority: nothing rests on this statement.",
          response: answers(200, wire.SignedDocument, "not-found", "database-unreachable"),
        },
      },
      async () => {
        const { network, genesis, key, publicUrl: url, contact, software } = deps;
        const block = await newestBlock(deps);
        return sign(key, registryStatement({ did: key.did, url, contact, software, network, genesis, block }));
      },
    );
  };
}

/** Signed at the block's time: whoever asks again about this block gets the same bytes. */
function sign(key: CredentialKey, statement: ReturnType<typeof registryStatement>) {
  return secureDocument(statement, { key, suite: "eddsa-jcs-2022", created: String(statement.validFrom) });
}

async function newestBlock({ db, network }: Pick<StatementDeps, "db" | "network">) {
  const [cursor, time] = [await readCursor(db), await readHeadTime(db)];
  if (cursor === null) throw new PeersealError("not-found", "This registry has not followed any block yet.");
  return { network, ...cursor.head, time };
}
