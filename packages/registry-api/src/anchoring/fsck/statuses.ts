import { readStatusBits } from "@peerseal/sdk";
import { statusOf } from "../../store/chain-anchors.js";
import { type Finding, type FsckDeps, finding } from "./finding.js";

/** Places of a batch that are looked at beside those whose bits are set: the chain is asked for each. */
const MOST_PLACES = 8;

/** Holds the status bits of batches, folded from the index, against the chain's. */
export async function checkStatuses(deps: FsckDeps): Promise<readonly Finding[]> {
  const { db, connection, only } = deps;
  let query = db.selectFrom("chainAnchors").select(["institution", "number", "size"]);
  if (only !== undefined) {
    query = query.where("institution", "=", only.institution).where("number", "=", String(only.number));
  }
  const anchors = await query.execute();
  const findings: Finding[] = [];
  for (const { institution, number, size } of anchors) {
    if (Number(number) > Number.MAX_SAFE_INTEGER) continue;
    const changed = await changedPlaces(deps, institution, number);
    const first = Array.from({ length: Math.min(size, MOST_PLACES) }, (_, index) => index);
    for (const index of new Set([...changed, ...first])) {
      const [here, there] = await Promise.all([
        statusOf(db, institution, number, index),
        readStatusBits(connection, institution, Number(number), index),
      ]);
      if (here.bits === Number(there)) continue;
      findings.push(
        finding("status-differs", `batch ${institution}/${number}`, {
          index,
          indexed: here.bits,
          chain: Number(there),
        }),
      );
      break;
    }
  }
  return findings;
}

async function changedPlaces({ db }: FsckDeps, institution: number, number: string): Promise<readonly number[]> {
  const changes = await db
    .selectFrom("statusChanges")
    .select(["word", "mask"])
    .where("institution", "=", institution)
    .where("number", "=", number)
    .execute();
  const places: number[] = [];
  for (const { word, mask } of changes) {
    let bits = BigInt(mask);
    for (let bit = 0; bits > 0n; bit++, bits >>= 1n) if ((bits & 1n) === 1n) places.push(word * 256 + bit);
  }
  return places;
}
