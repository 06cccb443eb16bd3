import {
  type Client,
  CourseVersionDocument,
  digestOf,
  PeersealError,
  pages,
  parseRoundId,
  RoundDocument,
  RubricDocument,
  type wire,
} from "@peerseal/sdk";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { registry } from "../registry/registry.js";
import type { Task } from "./task.js";

/** A round with what its reviewers read. Documents are null where the registry has none, or has others than the chain names. */
export type RoundView = {
  readonly round: wire.RoundDetail;
  readonly plan: RoundDocument | null;
  readonly seats: readonly wire.Seat[];
  readonly version: wire.VersionDetail;
  readonly descriptor: CourseVersionDocument | null;
  readonly rubric: RubricDocument | null;
  /** Names of institutions by number. */
  readonly names: ReadonlyMap<number, string>;
};

/** Milliseconds after which a round is asked for again: others seal and reveal while its page is open. */
const REFRESH_MS = 15_000;

/** Reads a round and all that belongs to it. */
export async function readRoundView(client: Client, id: string): Promise<RoundView> {
  const round = await client.rounds.get(id);
  const [seats, version, rubric] = await Promise.all([
    all((page) => client.rounds.seats(id, page)),
    client.versions.get(round.version),
    client.rubrics.get(round.rubric),
  ]);
  const descriptor = documentOf(CourseVersionDocument, version.descriptor, version.descriptorDigest);
  const numbers = new Set([
    round.owner,
    round.convener,
    ...seats.map(({ institution }) => institution),
    ...(descriptor?.owners ?? []),
    ...(descriptor?.deliverers ?? []),
  ]);
  return {
    round,
    plan: documentOf(RoundDocument, round.content, round.document),
    seats,
    version,
    descriptor,
    rubric: documentOf(RubricDocument, rubric.document, rubric.digest),
    names: await readNames(client, numbers),
  };
}

/** What a registry says is held against the digest that the chain holds. */
function documentOf<T>(schema: { safeParse: (value: unknown) => Parsed<T> }, value: object | null, digest: string) {
  if (value === null) return null;
  const parsed = schema.safeParse(value);
  if (!parsed.success) return null;
  try {
    // What came as JSON can be written as JSON.
    return digestOf(JSON.parse(JSON.stringify(value))) === digest ? parsed.data : null;
  } catch {
    return null;
  }
}
type Parsed<T> = { readonly success: true; readonly data: T } | { readonly success: false };

/** Names of institutions by number; one that the registry does not know is left out. */
export async function readNames(client: Client, numbers: Iterable<number>): Promise<ReadonlyMap<number, string>> {
  const named = await Promise.all(
    [...new Set(numbers)].map(async (number): Promise<[number, string] | null> => {
      try {
        return [number, (await client.institutions.get(number)).name];
      } catch (error) {
        if (error instanceof PeersealError && error.code === "not-found") return null;
        throw error;
      }
    }),
  );
  return new Map(named.filter((one) => one !== null));
}

/** Names of some institutions. */
export function useNames(numbers: readonly number[]): ReadonlyMap<number, string> {
  return useSuspenseQuery({ queryKey: ["review", "names", numbers], queryFn: () => readNames(registry, numbers) }).data;
}

/** The round of a page, asked for again while it is open. */
export function useRoundView(id: string): RoundView {
  return useSuspenseQuery({
    queryKey: ["review", "round", id],
    queryFn: () => readRoundView(registry, parseRoundId(id)),
    refetchInterval: REFRESH_MS,
  }).data;
}

/** Reviews of a round; undefined while they load. */
export function useReviews(round: string): readonly wire.Review[] | undefined {
  return useQuery({
    queryKey: ["review", "reviews", round],
    queryFn: () => all((page) => registry.rounds.reviews(round, page)),
    refetchInterval: REFRESH_MS,
  }).data;
}

/** Asks for everything of the reviewer's pages again, such as after an act. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: ["review"] }), [queries]);
}

async function all<T>(list: Parameters<typeof pages<T>>[0]): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of pages(list)) found.push(one);
  return found;
}

/** What a seat is asked to judge; null where the rubric's text is not here. */
export function taskOf({ round, rubric }: RoundView, seat: wire.Seat): Task | null {
  if (rubric === null) return null;
  return {
    round: parseRoundId(round.id),
    seat: seat.seat,
    role: seat.role,
    route: round.route === "rapid" ? "rapid" : "panel",
    isFormative: round.purpose === "formative",
    rubric,
  };
}

/** Unix seconds, renewed while the page is open. */
export function useNow(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), 5_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whether the browser thinks that it is connected. */
export function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const heard = () => setOnline(navigator.onLine);
    window.addEventListener("online", heard);
    window.addEventListener("offline", heard);
    return () => {
      window.removeEventListener("online", heard);
      window.removeEventListener("offline", heard);
    };
  }, []);
  return isOnline;
}

/** Number of the registry's chain. */
export function useChainId(): number {
  const { data } = useSuspenseQuery({
    queryKey: ["review", "network"],
    queryFn: () => registry.network(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data.chainId;
}
