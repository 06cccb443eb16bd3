import { wire } from "@peerseal/sdk";
import Negotiator from "negotiator";
import { search } from "../../store/search/find.js";
import { snippetOf } from "../../store/search/snippet.js";
import type { App } from "../app.js";
import type { HttpDeps } from "../deps.js";
import { hrefOf } from "../href.js";
import { answers } from "./answers.js";

export function registerSearchRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/search",
    {
      schema: {
        tags: ["search"],
        summary: "Institutions, courses, versions, rounds and batches by words, best first; never credentials",
        description:
          "Every word must be found: by its beginning, in Japanese anywhere. Searched are titles and descriptions of " +
          "published documents, names, domains, countries, codes, numbers and ids.",
        querystring: wire.SearchQuery,
        response: answers(200, wire.SearchPage, "cursor-invalid", "database-unreachable"),
      },
    },
    async ({ query, headers }) => {
      const language = query.language ?? new Negotiator({ headers }).language(["en", "ja"]) ?? "";
      const { data, next } = await search(deps.db, { ...query, language });
      return {
        data: data.map((hit) => {
          const { text, marks } = snippetOf(hit.title, hit.body, query.q);
          return {
            kind: hit.kind,
            id: hit.id,
            institution: hit.institution,
            title: hit.title,
            language: hit.language === "" ? null : hit.language,
            snippet: { text, marks: marks.map(([from, to]): [number, number] => [from, to]) },
            href: hrefOf(hit.kind, hit.id),
          };
        }),
        next,
      };
    },
  );
}
