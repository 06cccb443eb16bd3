import { canonical, digestOf, type Hex, PeersealError, parseDocument, wire } from "@peerseal/sdk";
import { documentFacts, putDocument, setDocumentState } from "../../store/documents.js";
import { isNamed } from "../../store/named.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";

const tags = ["documents"];

/** Documents that the chain names can be given by anyone who has them: their digest proves them. */
export function registerDocumentWriting(app: App, deps: HttpDeps): void {
  const facts = async (digest: Hex): Promise<wire.StoredDocument> => {
    const row = await documentFacts(deps.db, digest);
    if (row === null) throw new PeersealError("not-found", "This registry has no document of that digest.");
    return { ...row, href: `/v1/documents/${row.digest}` };
  };

  app.put(
    "/v1/documents/:digest",
    {
      schema: {
        tags,
        summary: "Give this registry a document that the chain names",
        description:
          "Such as the descriptor of a course version that was published through another registry. The document must have " +
          "this digest, and be named by an act that this registry has followed. Given again it stays as it is: what was " +
          "withheld or redacted is not published so.",
        params: wire.DocumentPath,
        body: wire.DocumentBody,
        response: answers(
          200,
          wire.StoredDocument,
          "digest-mismatch",
          "document-invalid",
          "document-unknown-schema",
          "document-unnamed",
        ),
      },
    },
    async ({ params, body }) => {
      const document = parseDocument(body);
      const digest = digestOf(document);
      if (digest !== params.digest) {
        throw new PeersealError("digest-mismatch", "The document has another digest than its path.", {
          details: { expected: params.digest, actual: digest },
        });
      }
      if (!(await isNamed(deps.db, digest, document.schema))) {
        throw new PeersealError("document-unnamed", `No act names a ${document.schema} of this digest.`, {
          details: { digest, schema: document.schema },
        });
      }
      await putDocument(deps.db, { digest, schema: document.schema, canonical: canonical(document) });
      return facts(digest);
    },
  );

  app.get(
    "/v1/documents/:digest/state",
    {
      schema: {
        tags,
        summary: "What this registry holds of a document, whether it is shown or not",
        params: wire.DocumentPath,
        response: answers(200, wire.StoredDocument, "not-found", "database-unreachable"),
      },
    },
    async ({ params }) => facts(params.digest),
  );

  app.put(
    "/v1/documents/:digest/state",
    {
      schema: {
        tags,
        summary: "Show a document, keep its text back, or take the text out for good",
        description:
          "Digest, ratings and decisions stay on the chain whatever is done here. `redacted` deletes the text from this " +
          "registry's tables and cannot be undone; copies and backups of others are not reached by it.",
        params: wire.DocumentPath,
        body: wire.DocumentStateRequest,
        response: answers(200, wire.StoredDocument, "not-found", "document-redacted"),
      },
    },
    async ({ params, body }) => {
      const before = await facts(params.digest);
      if (before.state !== body.state && !(await setDocumentState(deps.db, params.digest, body.state))) {
        throw new PeersealError("document-redacted", "The document is redacted: its text is gone.", {
          details: { digest: params.digest },
        });
      }
      return facts(params.digest);
    },
  );
}
