import { type Hex, PeersealError } from "@peerseal/sdk";
import type { Db } from "./database.js";

/**
 * Notes the network's contracts at the first start, and holds them to what was noted ever after.
 *
 * @param codes SHA-256 of the code at each address.
 * @throws PeersealError `contracts-changed`
 */
export async function requireNoted(
  db: Db,
  contracts: Readonly<Record<string, Hex>>,
  codes: Readonly<Record<string, string>>,
): Promise<void> {
  const found = Object.entries(contracts).map(([name, address]) => {
    const codeSha256 = codes[address] ?? "";
    if (codeSha256 === "") throw new PeersealError("network-missing", `There is no contract at ${address} (${name}).`);
    return { name, address, codeSha256 };
  });
  await db
    .insertInto("networkContracts")
    .values(found)
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const noted = await db.selectFrom("networkContracts").select(["name", "address", "codeSha256"]).execute();
  for (const { name, address, codeSha256 } of found) {
    const known = noted.find((one) => one.name === name);
    if (known === undefined || (known.address === address && known.codeSha256 === codeSha256)) continue;
    const field = known.address === address ? "code" : "address";
    throw new PeersealError(
      "contracts-changed",
      `The contract "${name}" has another ${field} than at the first start.`,
      {
        details: { contract: name, field, noted: known, found: { address, codeSha256 } },
      },
    );
  }
}
