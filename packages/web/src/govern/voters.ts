import type { wire } from "@peerseal/sdk";
import { collect, MEMBERS, type Read, reading, useReads } from "../explore/reads.js";

/** A member's vote: cast by an account, not castable for want of one, or none. */
export type Voter = {
  readonly member: wire.Institution;
  readonly account: string | null;
  readonly hasVote: boolean;
};

/** Bytes of an account, as hex with its prefix; a passkey has more. */
const ACCOUNT_LENGTH = 42;
/** Accounts that vote, or voted, by the number of their member. */
const ACCOUNTS: Read<ReadonlyMap<string, number>> = reading(["voting-accounts"], async (client) => {
  const { entries: members } = await collect((page) => client.institutions.list(page), 1_000);
  const keys = await Promise.all(
    members.map(async ({ id }) => {
      const { entries } = await collect((page) => client.institutions.keys(id, page));
      return entries
        .filter(({ purposes, data }) => purposes.includes("govern") && data.length === ACCOUNT_LENGTH)
        .map(({ data }) => [data as string, id] as const);
    }),
  );
  return new Map(keys.flat());
});

/** Every member with its vote. */
export function useVoters(): readonly Voter[] {
  const [members, accounts] = useReads(MEMBERS, ACCOUNTS);
  return [...members.values()].map((member) => {
    const hasVote = member.standing === "active" && (member.kind === "provider" || member.kind === "employer");
    const account = [...accounts].findLast(([, id]) => id === member.id)?.[0] ?? null;
    return { member, hasVote, account };
  });
}

/** The name of the member whose account this is; null: of none. */
export function useNameOfAccount(): (account: string) => string | null {
  const [members, accounts] = useReads(MEMBERS, ACCOUNTS);
  return (account) => members.get(accounts.get(account) ?? 0)?.name ?? null;
}
