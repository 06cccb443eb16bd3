import { type Address, parseAddress, readAccountHolders } from "@peerseal/sdk";
import { useQuery } from "@tanstack/react-query";
import { useSessionIfAny } from "../registry/session.js";
import type { SigningPlace } from "../sign/connection.js";
import { useVotingAccounts } from "./voters.js";

/** An account by whose passkeys a member votes. */
export type OwnAccount = { readonly institution: number; readonly name: string; readonly address: Address };

/** Accounts of the institutions of whose officers one is signed in, where passkeys hold them. None until that is known. */
export function useOwnAccounts(connection: SigningPlace["connection"]): readonly OwnAccount[] {
  const session = useSessionIfAny();
  const officerOf = (session?.grants ?? []).flatMap(({ role, institution }) =>
    role === "officer" && institution !== null ? [institution] : [],
  );
  const voting = useVotingAccounts().filter(({ member }) => officerOf.includes(member.id));
  const { data } = useQuery({
    queryKey: ["own-accounts", voting.map(({ address }) => address)],
    queryFn: async () => {
      const read = voting.map(async ({ member, address }): Promise<OwnAccount | null> => {
        const account = { chainId: connection.chainId, address: parseAddress(address) };
        const holders = await readAccountHolders(connection, account);
        return holders === null ? null : { institution: member.id, name: member.name, address: account.address };
      });
      return (await Promise.all(read)).filter((one) => one !== null);
    },
  });
  return data ?? [];
}
