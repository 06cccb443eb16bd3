import {
  findGovernance,
  type Governance,
  type GovernanceTerms,
  type Governing,
  listProposals,
  openGovernance,
  PeersealError,
  type ProposalFound,
  type ProposalRecord,
  parseAddress,
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
      const [fromBlock, told] = await Promise.all([firstBlock(), toldGovernance(connection)]);
      const governing: Governing =
        told === null ? await findGovernance(connection, { fromBlock }) : { kind: "members", governance: told };
      return { governing, fromBlock };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { ...data, connection };
}

/**
 * The members' governor that the registry names, where the contracts confirm it; null: it names none, or another
 * network's. Then the chain has to be looked through.
 */
async function toldGovernance(connection: Connection): Promise<Governance | null> {
  const { governance } = await registry.network();
  if (governance?.kind !== "members") return null;
  try {
    return await openGovernance(connection, parseAddress(governance.governor));
  } catch (error) {
    if (error instanceof PeersealError && error.code === "network-missing") return null;
    throw error;
  }
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
const REFRESH_MS = 12_000;

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
    // Others vote as well: what is open is read anew, so that the clock alone never tells how it ends.
    refetchInterval: ({ state }) => (state.data?.views.some(isOpen) === true ? REFRESH_MS : false),
  });
  return data;
}

const isOpen = ({ record: { state } }: ProposalView): boolean =>
  state === "pending" || state === "active" || state === "succeeded" || state === "queued";

/** Reads the proposals anew, after one was made, voted on or carried out. */
export function useProposalsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [PROPOSALS] });
}
