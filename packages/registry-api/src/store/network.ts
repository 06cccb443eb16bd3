import { type Hex, PeersealError } from "@peerseal/sdk";
import type { Db } from "./database.js";

/** What tells one network from every other: a fresh chain at the same address has another genesis. */
export type NetworkIdentity = {
  readonly network: string;
  readonly chainId: number;
  readonly genesis: Hex;
  readonly directory: Hex;
  /** Block of the network's deployment: nothing of it is older. */
  readonly firstBlock: number;
};

/**
 * Makes the database this network's, or checks that it is.
 *
 * @throws PeersealError `database-foreign` when it belongs to another chain, genesis or directory.
 */
export async function claimNetwork(db: Db, identity: NetworkIdentity): Promise<void> {
  await db
    .insertInto("network")
    .values({ id: 1, ...identity })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const stored = await readNetwork(db);
  for (const field of ["network", "chainId", "genesis", "directory"] as const) {
    if (stored[field] === identity[field]) continue;
    throw new PeersealError("database-foreign", `The database belongs to another network (${field} differs).`, {
      details: { field, stored: stored[field], expected: identity[field] },
    });
  }
}

/** The network that this database belongs to; null: none yet. */
export async function findNetwork(db: Db): Promise<NetworkIdentity | null> {
  const row = await db
    .selectFrom("network")
    .select(["network", "chainId", "genesis", "directory", "firstBlock"])
    .executeTakeFirst();
  return row ?? null;
}

/** The network that this database belongs to. */
export async function readNetwork(db: Db): Promise<NetworkIdentity> {
  return db
    .selectFrom("network")
    .select(["network", "chainId", "genesis", "directory", "firstBlock"])
    .executeTakeFirstOrThrow();
}

/** Addresses of every policy that the directory ever listed, with whether it lists them now; oldest first. */
export async function listPolicies(db: Db): Promise<readonly { policy: Hex; listed: boolean }[]> {
  return db.selectFrom("policiesNow").select(["policy", "listed"]).orderBy("position").execute();
}

/** Addresses of every policy that the directory ever listed, read from the table that the indexer writes. */
export async function listPoliciesEver(db: Db): Promise<readonly Hex[]> {
  const rows = await db.selectFrom("policyListings").select("policy").distinct().orderBy("policy").execute();
  return rows.map((row) => row.policy);
}

/** Rubrics that the directory lists now. */
export async function listListedRubrics(db: Db): Promise<readonly Hex[]> {
  const rows = await db.selectFrom("rubricsListedNow").select("rubric").where("listed", "=", true).execute();
  return rows.map((row) => row.rubric);
}
