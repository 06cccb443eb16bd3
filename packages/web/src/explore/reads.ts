import { type Client, pages, type wire } from "@peerseal/sdk";
import { useSuspenseQueries } from "@tanstack/react-query";
import { registry } from "../registry/registry.js";
import { documentOf } from "./documents.js";

/** One question to the registry, asked once for the same key. */
export type Read<T> = { readonly queryKey: readonly unknown[]; readonly queryFn: () => Promise<T> };

/** Describes a question. @param key what is asked, with its parameters. */
export function reading<T>(key: readonly unknown[], ask: (client: Client) => Promise<T>): Read<T> {
  return { queryKey: key, queryFn: () => ask(registry) };
}

type Answers<R extends readonly unknown[]> = { -readonly [K in keyof R]: R[K] extends Read<infer T> ? T : never };

/** Asks several questions at once, before the screen is shown: none waits for another. */
export function useReads<const R extends readonly Read<unknown>[]>(...reads: R): Answers<R> {
  const results = useSuspenseQueries({ queries: [...reads] });
  // One answer for each question, in their order.
  return results.map(({ data }) => data) as Answers<R>;
}

/** Entries of a list, and whether there are more than were asked for. */
export type Collected<T> = { readonly entries: readonly T[]; readonly isAll: boolean };

/** Goes through a list until its end, or until there are enough. */
export async function collect<T>(list: Parameters<typeof pages<T>>[0], most = 500): Promise<Collected<T>> {
  const entries: T[] = [];
  for await (const entry of pages(list)) {
    if (entries.length === most) return { entries, isAll: false };
    entries.push(entry);
  }
  return { entries, isAll: true };
}

/** Names of the members by number. */
export type Members = ReadonlyMap<number, wire.Institution>;

/** All members, which nearly every screen names. */
export const MEMBERS: Read<Members> = reading<Members>(["members"], async (client) => {
  const { entries } = await collect((page) => client.institutions.list(page), 1_000);
  return new Map(entries.map((one) => [one.id, one]));
});

/** The network and how far the registry follows it. */
export const NETWORK: Read<wire.Network> = reading(["network"], (client) => client.network());

/** Titles of course versions by id. */
export type VersionTitles = ReadonlyMap<string, wire.Version["title"]>;

/** Titles of all versions, by which rounds and concerns are named. */
export const VERSION_TITLES: Read<VersionTitles> = reading<VersionTitles>(["version-titles"], async (client) => {
  const { entries } = await collect((page) => client.versions.list(page), 1_000);
  return new Map(entries.map(({ id, title }) => [id, title]));
});

/** Names of the rubrics that the network lists, by id. */
export type RubricNames = ReadonlyMap<string, Readonly<Record<string, string>> | null>;

/** Names of the listed rubrics. */
export const RUBRIC_NAMES: Read<RubricNames> = reading<RubricNames>(["rubric-names"], async (client) => {
  const { rubrics } = await client.network();
  const details = await Promise.all(rubrics.map((id) => client.rubrics.get(id)));
  return new Map(details.map(({ id, document }) => [id, documentOf("peerseal.rubric/1", document)?.name ?? null]));
});

/** One course version with its rounds, decisions and concerns. */
export const versionRead = (id: string): Read<wire.VersionDetail> =>
  reading(["version", id], (client) => client.versions.get(id));

/** Whether an error says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "not-found";
}

/** What a question answers; null where there is no such thing. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
