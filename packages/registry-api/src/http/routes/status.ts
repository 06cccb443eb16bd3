import { PeersealError, wire } from "@peerseal/sdk";
import type { FastifyReply, FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import type { App, RouteModule } from "../app.js";
import type { ChainListName, SignedList, StatusLists } from "../status-lists.js";
import { answers } from "./answers.js";

/** Seconds that others may keep a list before they ask again. */
const KEEP = 60;

export type StatusListSources = {
  readonly chain: StatusLists;
  /** Lists of the test issuer. @throws PeersealError `vc-test-off` */
  readonly test: (name: Exclude<wire.ListName, ChainListName>) => Promise<SignedList>;
};

/** Published status lists: who holds a credential need not ask the chain. */
export function statusListRoutes(sources: StatusListSources): RouteModule {
  return (app: App) => {
    app.get(
      "/status/:id",
      {
        schema: {
          tags: ["credentials"],
          summary: "Signed status list of a batch",
          description:
            "W3C Bitstring Status List v1.0, one list for a batch and purpose: `{institution}-{number}-revocation` and " +
            "`-suspension`. Built from the chain's bitmaps, which are the truth; `description` says of which block. " +
            "Signed with the issuing key that the institution lent to this registry; without one there is no list " +
            "(`status-list-unsigned`), and none is served while the registry is behind the chain (`index-lagging`).",
          params: wire.StatusListPath,
          response: answers(200, wire.StatusListCredential, "not-found", "index-lagging", "not-acceptable"),
        },
      },
      async (request, reply) => {
        const type = typeFor(request);
        const name = wire.parseListId(request.params.id);
        if (name === null) throw new PeersealError("not-found", "There is no such list.");
        const list = name.kind === "chain" ? await sources.chain.read(name) : await sources.test(name);
        return send(reply, list, type);
      },
    );
  };
}

function typeFor({ headers }: Pick<FastifyRequest, "headers">): string {
  const type = new Negotiator({ headers }).mediaType([...wire.STATUS_LIST_TYPES]);
  if (type === undefined) {
    throw new PeersealError("not-acceptable", "A list is not had in that media type.", {
      details: { available: wire.STATUS_LIST_TYPES },
    });
  }
  return type;
}

function send(reply: FastifyReply, list: SignedList, type: string) {
  return (
    reply
      .header("etag", list.etag)
      .header("vary", "accept")
      .header("cache-control", `public, max-age=${KEEP}, must-revalidate`)
      // Verifiers in browsers of any origin may read what is public and signed.
      .header("access-control-allow-origin", "*")
      .header("cross-origin-resource-policy", "cross-origin")
      .header("content-type", type)
      // The very bytes that were tagged.
      .serializer(() => list.body)
      .send({})
  );
}
