import { countRelays } from "../../../store/operations.js";
import { backlog } from "../../../store/relays.js";
import { type Check, dbOf, ok, type Said, warn } from "../finding.js";

/** Seconds after which an act counts as stuck. */
const STUCK = 600;

/** No signed transaction waits for its block for long, and nothing accepted waits to be signed. */
export const stuck: Check = {
  name: "stuck",
  needs: ["database"],
  run: async (patient) => {
    const db = dbOf(patient);
    const [{ signed, signedAt }, counts] = await Promise.all([backlog(db), countRelays(db)]);
    const said: Said[] = [];
    const accepted = counts.find(({ state }) => state === "accepted");
    const waits = accepted?.oldestAt == null ? 0 : patient.now() - accepted.oldestAt;
    if (signedAt !== null && patient.now() - signedAt > STUCK) {
      said.push(
        warn(
          `${signed} transactions are signed, the oldest for ${patient.now() - signedAt} s.`,
          "See `relayer` and `rpc` here; raise the ceiling of fees if the chain charges more.",
        ),
      );
    }
    if (waits > STUCK) {
      said.push(
        warn(
          `${accepted?.acts} acts wait to be signed, the oldest for ${waits} s.`,
          "Start a registry that has the relayer's key.",
        ),
      );
    }
    return said.length === 0 ? [ok("No act waits for long.")] : said;
  },
};
