import type { wire } from "@peerseal/sdk";
import { collect, MEMBERS, type Read, reading, useReads } from "../explore/reads.js";

/** A member's vote: cast by an account, not castable for want of one, or none. */
export type Voter = {
  readonly member: wire.Institution;
  readonly account: string | null;
  readonly hasVote: boolean;
};

/** An account that votes for a member, or did. */
type Account = { readonly institution: number; readonly address: string; readonly isOpen: boolean };

/** Bytes of an account, as hex with its prefix; a passkey has more. */
const ACCOUNT_LENGTH = 42;
/** Accounts that vote, or voted, oldest first for each member. */
const ACCOUNTS: Read<readonly Account[]> = reading<readonly Account[]>(["voting-accounts"], async (client) => {
  const { entries: members } = await collect((page) => client.institutions.list(page), 1_000);
  const now = Date.now() / 1000;
  const keys = await Promise.all(
    members.map(async ({ id: institution }) => {
      const { entries } = await collect((page) => client.institutions.keys(institution, page));
      return entries
        .filter(({ purposes, data }) => purposes.includes("govern") && data.length === ACCOUNT_LENGTH)
        .map(({ data: address, until, compromisedSince }) => ({
          institution,
          address,
          isOpen: (until === null || until > now) && compromisedSince === null,
        }));
    }),
  );
  return keys.flat();
});

const hasVote = ({ standing, kind }: wire.Institution): boolean =>
  standing === "active" && (kind === "provider" || kind === "employer");

/** Every member with its vote. */
export function useVoters(): readonly Voter[] {
  const [members, accounts] = useReads(MEMBERS, ACCOUNTS);
  return [...members.values()].map((member) => {
    const account = accounts.findLast(({ institution, isOpen }) => institution === member.id && isOpen);
    return { member, hasVote: hasVote(member), account: account?.address ?? null };
  });
}

/** Accounts that can vote now, each with its member; a member may have several, which have one vote together. */
export function useVotingAccounts(): readonly { readonly member: wire.Institution; readonly address: string }[] {
  const [members, accounts] = useReads(MEMBERS, ACCOUNTS);
  return accounts.flatMap(({ institution, address, isOpen }) => {
    const member = members.get(institution);
    return isOpen && member !== undefined && hasVote(member) ? [{ member, address }] : [];
  });
}

/** The member whose account this is, or was; null: of none. */
export function useMemberOfAccount(): (account: string) => wire.Institution | null {
  const [members, accounts] = useReads(MEMBERS, ACCOUNTS);
  return (account) => {
    const found = accounts.find(({ address }) => address === account);
    return found === undefined ? null : (members.get(found.institution) ?? null);
  };
}

/** The name of the member whose account this is; null: of none. */
export function useNameOfAccount(): (account: string) => string | null {
  const memberOf = useMemberOfAccount();
  return (account) => memberOf(account)?.name ?? null;
}
