import {
  findGovernance,
  type Governance,
  type GovernanceTerms,
  type Governing,
  listProposals,
  type ProposalFound,
  type ProposalRecord,
  readGovernanceTerms,
  readProposal,
} from "@peerseal/sdk";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { registry } from "../registry/registry.js";
import { type SigningPlace, useSigningPlace } from "../sign/connection.js";

/** Contracts of a network are deployed within so many blocks before its first member is in the registry. */
const DEPLOYED_WITHIN = 10_000;

type Connection = SigningPlace["connection"];

/** Who governs the network, and where to look for what they did. */
export type GovernedBy = { readonly governing: Governing; readonly connection: Connection; readonly fromBlock: number };

/** Who governs this network, read from its chain. */
export function useGoverning(): GovernedBy {
  const { connection } = useSigningPlace();
  const { data } = useSuspenseQuery({
    queryKey: ["governing"],
    queryFn: async () => {
      const fromBlock = await firstBlock();
      return { governing: await findGovernance(connection, { fromBlock }), fromBlock };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { ...data, connection };
}

/** A block before the contracts: endpoints that keep short ranges need not be asked for the whole chain. */
async function firstBlock(): Promise<number> {
  const first = await registry.institutions.get(1).catch(() => null);
  return first === null ? 0 : Math.max(0, first.admitted.block - DEPLOYED_WITHIN);
}

/** The terms by which the members decide now. */
export function useTerms(connection: Connection, governance: Governance): GovernanceTerms {
  return useSuspenseQuery({
    queryKey: ["governance-terms"],
    queryFn: () => readGovernanceTerms(connection, governance),
  }).data;
}

const PROPOSALS = "proposals";

/** A proposal with how it stands now, and when it was made. */
export type ProposalView = ProposalFound & { readonly record: ProposalRecord; readonly proposedAt: number };

/** Proposals, newest first, each with how it stands. @param most so many are read. */
export function useProposals(
  { connection, fromBlock }: GovernedBy,
  governance: Governance,
  most: number,
): { readonly views: readonly ProposalView[]; readonly hasMore: boolean } {
  const { data } = useSuspenseQuery({
    queryKey: [PROPOSALS, most],
    queryFn: async () => {
      const found = await listProposals(connection, governance, { fromBlock });
      const views = await Promise.all(
        found.slice(0, most).map(async (one) => {
          const [record, block] = await Promise.all([
            readProposal(connection, governance, one.id),
            connection.block(one.proposed.block),
          ]);
          return { ...one, record, proposedAt: block.time };
        }),
      );
      return { views, hasMore: found.length > most };
    },
  });
  return data;
}

/** Reads the proposals anew, after one was made, voted on or carried out. */
export function useProposalsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [PROPOSALS] });
}
