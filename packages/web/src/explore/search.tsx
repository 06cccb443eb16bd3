import "./explore.css";
import type { wire } from "@peerseal/sdk";
import { useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, useSearchParams } from "wouter";
import { useAnnounce } from "../app/announce.js";
import { type Language, useLanguage, useText } from "../language/language.js";
import { TEXT as PARTS } from "../parts/text.js";
import { Title } from "../parts/title.js";
import { registry } from "../registry/registry.js";
import { Later } from "./pieces.js";
import { SearchBox } from "./search-box.js";
import { SEARCH_KINDS_ORDER, type SearchKind } from "./search-kinds.js";
import { SEARCH as TEXT } from "./search-text.js";
import { SEARCH_KIND } from "./words.js";

/** Results of a search. The address holds what was searched, so that it can be kept and sent. */
export default function SearchScreen() {
  const text = useText(TEXT);
  const kinds = useText(SEARCH_KIND);
  const [params, setParams] = useSearchParams();
  const words = params.get("q")?.trim() ?? "";
  const kind = SEARCH_KINDS_ORDER.find((one) => one === params.get("kind")) ?? null;
  return (
    <>
      <Title>{words === "" ? text("title") : text("titleFor", { words })}</Title>
      <SearchBox key={words} words={words} />
      <fieldset className="choices">
        <legend>{text("show")}</legend>
        {[null, ...SEARCH_KINDS_ORDER].map((one) => (
          <label key={one ?? "all"}>
            <input
              type="radio"
              name="kind"
              checked={kind === one}
              onChange={() => setParams(one === null ? { q: words } : { q: words, kind: one })}
            />{" "}
            {one === null ? text("all") : kinds(one)}
          </label>
        ))}
      </fieldset>
      {words === "" ? (
        <p>{text("empty")}</p>
      ) : (
        <Later key={`${words} ${kind}`}>
          <Results words={words} kind={kind} />
        </Later>
      )}
    </>
  );
}

function Results({ words, kind }: { readonly words: string; readonly kind: SearchKind | null }) {
  const text = useText(TEXT);
  const parts = useText(PARTS);
  const kinds = useText(SEARCH_KIND);
  const { language } = useLanguage();
  const { hits, next, more, isLoading } = useHits(words, kind, language);
  useAnnouncedCount(hits.length, next);
  if (hits.length === 0) return <p>{text("nothing", { words })}</p>;
  const query = new URLSearchParams({ q: words, ...(kind === null ? {} : { kind }) });
  return (
    <>
      <p className="dim">{text(next ? "foundMore" : "found", { count: hits.length })}</p>
      {SEARCH_KINDS_ORDER.map((one) => {
        const found = hits.filter((hit) => hit.kind === one);
        if (found.length === 0) return null;
        return (
          <section key={one} aria-labelledby={`found-${one}`}>
            <h2 id={`found-${one}`}>{kinds(one)}</h2>
            <ul className="hits">
              {found.map((hit) => (
                <Hit key={hit.id} hit={hit} />
              ))}
            </ul>
          </section>
        );
      })}
      {next ? (
        <button type="button" className="second" disabled={isLoading} onClick={more}>
          {parts("more")}
        </button>
      ) : null}
      <p className="page-foot dim">
        <a href={`/v1/search?${query}`}>{parts("data")}</a>
      </p>
    </>
  );
}

function useHits(words: string, kind: SearchKind | null, language: Language) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    queryKey: ["search", words, kind, language],
    initialPageParam: null,
    queryFn: ({ pageParam }: { readonly pageParam: string | null }) =>
      registry.search({
        q: words,
        language,
        ...(kind === null ? {} : { kind }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }),
    getNextPageParam: ({ next }: Awaited<ReturnType<typeof registry.search>>) => next,
  });
  return {
    hits: data.pages.flatMap((page) => page.data),
    next: hasNextPage,
    more: () => void fetchNextPage(),
    isLoading: isFetchingNextPage,
  };
}

function useAnnouncedCount(count: number, next: boolean): void {
  const text = useText(TEXT);
  const announce = useAnnounce();
  useEffect(() => {
    announce(text(count === 0 ? "nothingShort" : next ? "foundMore" : "found", { count }));
  }, [announce, text, count, next]);
}

function Hit({ hit: { kind, id, title, language, snippet } }: { readonly hit: wire.SearchHit }) {
  const shown = useLanguage().language;
  const tag = language === null || language === shown ? undefined : language;
  const isTitle = snippet.text === title;
  return (
    <li>
      <Link href={placeOf(kind, id)} lang={tag}>
        {isTitle ? <Marked {...snippet} /> : title}
      </Link>
      {isTitle ? null : (
        <p className="dim" lang={tag}>
          <Marked {...snippet} />
        </p>
      )}
    </li>
  );
}

/** The places where the words stand, in the order of the text. */
function Marked({ text, marks }: wire.SearchHit["snippet"]) {
  const ends = [...marks.map(([, to]) => to)];
  const before = (i: number) => text.slice(i === 0 ? 0 : ends[i - 1], marks[i]?.[0]);
  return (
    <>
      {marks.map(([from, to], i) => (
        <span key={from}>
          {before(i)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
    </>
  );
}

function placeOf(kind: SearchKind, id: string): string {
  return {
    institution: `/i/${id}`,
    course: `/c/${id}`,
    version: `/versions/${id}`,
    round: `/r/${id}`,
    batch: `/b/${id.replace("-", "/")}`,
  }[kind];
}
