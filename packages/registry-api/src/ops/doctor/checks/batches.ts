import { listUnanchored } from "../../../store/operations.js";
import { type Check, dbOf, ok, type Said, warn } from "../finding.js";

/** Seconds after which a sealed batch should be on chain. */
const PATIENCE = 3_600;

/** What is sealed gets its anchor. */
export const batches: Check = {
  name: "batches",
  needs: ["database"],
  run: async (patient) => {
    const found = await listUnanchored(dbOf(patient), patient.now() - PATIENCE);
    const named = (rows: typeof found) =>
      `${rows
        .slice(0, 5)
        .map(({ institution, number }) => `${institution}/${number}`)
        .join(", ")}${rows.length > 5 ? ", ..." : ""}`;
    const said: Said[] = [];
    const unsigned = found.filter(({ state }) => state === null);
    const failed = found.filter(({ state }) => state === "failed");
    const waiting = found.filter(({ state }) => state !== null && state !== "failed");
    if (unsigned.length > 0) {
      said.push(
        warn(
          `${unsigned.length} sealed batches wait for the institution's signature (${named(unsigned)}).`,
          "The institution signs the act `Anchor`: POST /v1/actions",
        ),
      );
    }
    if (failed.length > 0) {
      said.push(
        warn(
          `${failed.length} anchors were refused by the contract (${named(failed)}).`,
          "GET /v1/batches/{institution}/{number} tells why.",
        ),
      );
    }
    if (waiting.length > 0) {
      said.push(
        warn(
          `${waiting.length} anchors have been under way for an hour (${named(waiting)}).`,
          "See `relayer`, `stuck` and `rpc` here.",
        ),
      );
    }
    return said.length === 0 ? [ok("Every batch sealed an hour ago is on chain.")] : said;
  },
};
