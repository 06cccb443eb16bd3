import {
  type ActionMessage,
  type ActionName,
  encodeExecute,
  encodePropose,
  encodeQueue,
  governanceCall,
  openGovernance,
  type Proposal,
  proposalId,
  readVoteNonce,
  signVote,
} from "@peerseal/sdk";
import type { Happening } from "./calendar.ts";
import { INSTITUTIONS } from "./institutions.ts";
import type { World } from "./world.ts";

/** Seconds of the members' governor, so short that a person can wait for them; and what share of them must vote. */
export const GOVERNOR_SETTINGS = { votingDelay: 1, votingPeriod: 20, timelockDelay: 5, quorumPercent: 50 } as const;

/** Who proposes, and pays for it. */
export const PROPOSER = 1;
/** Who votes for every proposal; the others do not care. */
const VOTERS: readonly number[] = [1, 2, 4, 5, 6];
/** Seconds after the proposal: votes, the timelock's notice, its end. */
const VOTE = 5;
const QUEUE = 60;
const EXECUTE = 120;
const WEEK = 7 * 86_400;

/** An act of the network's governance, as its members decide it. */
export type DemoProposal<N extends ActionName> = {
  readonly day: number;
  readonly hour?: number;
  /** What is proposed and why. */
  readonly about: string;
  readonly name: N;
  readonly message: () => ActionMessage<N>;
  /** Vote against it. */
  readonly against?: readonly number[];
};

function isMemberBefore(id: number, day: number): boolean {
  return INSTITUTIONS.some((one) => one.id === id && (one.admittedDay === 0 || one.admittedDay < day));
}

/** Proposed, voted on, queued and executed within minutes. */
export function proposalHappenings<N extends ActionName>(world: World, plan: DemoProposal<N>): Happening[] {
  const { connection, governor, calendar, officer, send, sendAsProposer } = world;
  const { day, hour = 12, about, name, message, against = [] } = plan;
  const at = calendar.at(day, hour);
  const open = async () => {
    const governance = await openGovernance(connection, governor);
    const call = governanceCall(governance, connection, name, message(), { deadline: at + WEEK });
    return { governance, proposal: { calls: [call], description: about } satisfies Proposal };
  };
  const vote = async (institution: number, support: "for" | "against") => {
    const { governance, proposal } = await open();
    const signer = officer(institution);
    const nonce = await readVoteNonce(connection, governance, signer.bytes);
    await send(await signVote(signer, governance, proposalId(proposal), support, { nonce }));
  };
  const votes = [
    ...VOTERS.filter((id) => isMemberBefore(id, day)).map((institution) => ({ institution, support: "for" as const })),
    ...against.map((institution) => ({ institution, support: "against" as const })),
  ];
  return [
    {
      at,
      run: async () => {
        const { governance, proposal } = await open();
        await sendAsProposer(encodePropose(governance, proposal));
      },
    },
    ...votes.map(({ institution, support }, i) => ({ at: at + VOTE + i, run: () => vote(institution, support) })),
    {
      at: at + QUEUE,
      run: async () => {
        const { governance, proposal } = await open();
        await send(encodeQueue(governance, proposal));
      },
    },
    {
      at: at + EXECUTE,
      run: async () => {
        const { governance, proposal } = await open();
        await send(encodeExecute(governance, proposal));
      },
    },
  ];
}
