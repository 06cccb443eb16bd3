import { PeersealError, wire } from "@peerseal/sdk";
import { findDocument } from "../../store/documents.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { answers } from "./answers.js";

export function registerDocumentRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/documents/:digest",
    {
      schema: {
        tags: ["documents"],
        summary: "A document in the bytes that were hashed",
        description: "SHA-256 of the response body is the digest. The body never changes; it may be withheld.",
        params: wire.DocumentPath,
        response: answers(200, wire.DocumentBody, "not-found", "database-unreachable"),
      },
    },
    async ({ params }, reply) => {
      const document = await findDocument(deps.db, params.digest);
      if (document === null) throw new PeersealError("not-found", "This registry has no document of that digest.");
      if (document.state !== "published") {
        throw new PeersealError("not-found", `The document is ${document.state}; its digest stays on chain.`, {
          details: { state: document.state },
        });
      }
      // The stored text goes out in place of what would be written from the object: not one byte may differ.
      return (
        reply
          .header("etag", `"${document.digest}"`)
          // The bytes under a digest never change. They may come to be withheld: caches forget them within the hour.
          .header("cache-control", "public, max-age=3600, immutable")
          .header("content-type", "application/json; charset=utf-8")
          .serializer(() => document.canonical)
          .send({})
      );
    },
  );
}
