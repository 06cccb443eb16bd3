import { digestOf } from "@peerseal/sdk";
import { keccak256, Transaction } from "ethers";
import { findBatch } from "../../store/batches.js";
import { type RelayRow, relaysAfter } from "../../store/relays.js";
import { type TransactionRow, transactionsOf } from "../../store/transactions.js";
import { type Finding, type FsckDeps, finding } from "./finding.js";

/** Holds orders against their bytes, their nonces and the chain. */
export async function checkRelays(deps: FsckDeps): Promise<readonly Finding[]> {
  const findings: Finding[] = [...(await checkNonces(deps))];
  let after = 0;
  const { db, only } = deps;
  const relay = only === undefined ? undefined : ((await findBatch(db, only))?.relay ?? undefined);
  if (only !== undefined && relay === undefined) return findings;
  for (;;) {
    const rows = await relaysAfter(db, after, 500, relay);
    const last = rows.at(-1);
    if (last === undefined) return findings;
    after = last.position;
    const kept = await transactionsOf(
      deps.db,
      rows.map(({ id }) => id),
    );
    for (const relay of rows) findings.push(...(await checkRelay(deps, relay, kept.get(relay.id) ?? [])));
  }
}

async function checkRelay(
  { connection }: FsckDeps,
  relay: RelayRow,
  kept: readonly TransactionRow[],
): Promise<readonly Finding[]> {
  const where = `order ${relay.id}`;
  if (digestOf({ to: relay.target, data: relay.calldata }) !== relay.id) return [finding("relay-forged", where)];
  const findings: Finding[] = [];
  for (const one of kept) if (!fits(one, relay)) findings.push(finding("raw-differs", where, { hash: one.hash }));
  const isSigned = relay.state === "signed" || relay.state === "broadcast";
  if (isSigned && !kept.some(({ hash, raw }) => hash === relay.hash && raw === relay.raw)) {
    findings.push(finding("nonce-missing", where, { hash: relay.hash }));
  }
  if (relay.state === "mined" && relay.isFinal && relay.hash !== null) {
    if ((await connection.provider.getTransactionReceipt(relay.hash)) === null) {
      findings.push(finding("recorded-missing", where, { hash: relay.hash }));
    }
  }
  return findings;
}

function fits({ raw, hash, sender, nonce, chainId }: TransactionRow, { target, calldata }: RelayRow): boolean {
  try {
    const signed = Transaction.from(raw);
    return (
      keccak256(raw) === hash &&
      signed.from?.toLowerCase() === sender &&
      signed.nonce === nonce &&
      Number(signed.chainId) === chainId &&
      signed.to?.toLowerCase() === target &&
      signed.data === calldata
    );
  } catch {
    return false;
  }
}

/** The database itself refuses two orders with one nonce; a dump that was edited may hold them all the same. */
async function checkNonces({ db }: FsckDeps): Promise<readonly Finding[]> {
  const rows = await db
    .selectFrom("relays")
    .select(({ fn }) => ["sender", "nonce", fn.countAll<number>().as("orders")])
    .where("state", "in", ["signed", "broadcast", "mined"])
    .where("nonce", "is not", null)
    .groupBy(["sender", "nonce"])
    .having(({ fn }) => fn.countAll(), ">", 1)
    .execute();
  return rows.map(({ sender, nonce, orders }) =>
    finding("nonce-twice", `nonce ${nonce} of ${sender}`, { orders: Number(orders) }),
  );
}
