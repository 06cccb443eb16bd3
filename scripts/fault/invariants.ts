import { walletOf } from "../../test/e2e/stack.keys.ts";
import { headOf, readBlocks, readLogs } from "./chain-truth.ts";
import { checkLeaves, checkOnce, missingOn, type StoredLeaf, seenOn } from "./checks/accepted.ts";
import { checkRows, readIndexed } from "./checks/rows.ts";
import { checkSends, checkTwice } from "./checks/sends.ts";
import { hexOf } from "./json-rpc.ts";
import type { Ledger } from "./ledger.ts";
import type { World } from "./world.ts";

/** What broke, one line each; empty where everything holds. */
export type Findings = {
  readonly lost: readonly string[];
  readonly double: readonly string[];
  readonly wrongRows: readonly string[];
};

export type Checked = Pick<World, "ask" | "pool" | "door" | "connection">;

const RELAYER = walletOf("relayer").address.toLowerCase();

export const contractsOf = ({ connection }: Checked): readonly string[] => [
  ...new Set(Object.values(connection.contracts)),
];

/** Whether the index has reached a block, as the chain has it now. */
export async function isIndexed({ pool, ask }: Checked, block: number): Promise<boolean> {
  const { rows } = await pool.query<{ number: string; hash: string }>("select number, hash from chain_cursor");
  const [cursor] = rows;
  if (cursor === undefined || Number(cursor.number) < block) return false;
  const told = await ask<{ hash: string } | null>("eth_getBlockByNumber", [hexOf(Number(cursor.number)), false]);
  return told?.hash === cursor.hash;
}

/** Checks everything that must hold once nothing is under way any more. */
export async function checkInvariants(world: Checked, ledger: Ledger): Promise<Findings> {
  const { ask, pool, door } = world;
  const head = await headOf(ask);
  const seen = seenOn(await readLogs(ask, contractsOf(world), head));
  const stored = await storedLeaves(world);
  const { transactions } = await readBlocks(ask, RELAYER, head);
  const indexed = await readIndexed(pool);
  return {
    lost: [
      ...missingOn(ledger.accepted, seen),
      ...checkLeaves(ledger.accepted, seen, stored),
      ...(await missingActs(world, ledger)),
    ],
    double: [...checkSends(door.sent), ...checkTwice(transactions), ...checkOnce(seen, stored)],
    wrongRows: indexed === null ? ["nothing is indexed"] : await checkRows(ask, contractsOf(world), indexed),
  };
}

async function storedLeaves({ pool }: Checked): Promise<readonly StoredLeaf[]> {
  const { rows } = await pool.query<Record<"institution" | "number" | "index" | "digest", string>>(
    "select institution, number, index, digest from batch_credentials",
  );
  return rows.map(({ institution, number, index, digest }) => ({
    institution: Number(institution),
    number: Number(number),
    index: Number(index),
    digest,
  }));
}

/** Acts that were accepted and that the database does not know, or holds for failed. */
async function missingActs({ pool }: Checked, { acts }: Ledger): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string; state: string; failure: unknown }>(
    "select id, state, failure from relays",
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return acts.flatMap(({ id, action }) => {
    const row = known.get(id);
    if (row === undefined) return [`accepted and not in the database: ${action} ${id}`];
    return row.state === "failed" ? [`accepted and failed: ${action} ${id} ${JSON.stringify(row.failure)}`] : [];
  });
}

export const countOf = ({ lost, double, wrongRows }: Findings) => ({
  lost: lost.length,
  double: double.length,
  wrongRows: wrongRows.length,
});

/** The findings as text, the first of each kind. */
export function linesOf(findings: Findings, most = 5): string[] {
  return Object.entries(findings).flatMap(([name, found]: [string, readonly string[]]) => [
    ...found.slice(0, most).map((line) => `${name}: ${line}`),
    ...(found.length > most ? [`${name}: and ${found.length - most} more`] : []),
  ]);
}
