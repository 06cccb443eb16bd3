import { readCursor } from "../../../store/blocks.js";
import { type Check, dbOf, fail, fieldOf, ok, quantity, warn } from "../finding.js";

const LAG_ALLOWED = 5;

/** The database follows the chain, and the chain still holds what was final. */
export const indexLag: Check = {
  name: "index",
  needs: ["database", "chain"],
  run: async (patient) => {
    const cursor = await readCursor(dbOf(patient)).catch(() => null);
    if (cursor === null) return [warn("Nothing is indexed yet.", "Start the registry: npm start")];
    const { head, final } = cursor;
    const block = await patient.ask(0, "eth_getBlockByNumber", [`0x${final.number.toString(16)}`, false]);
    const hash = fieldOf(block, "hash");
    if (hash !== undefined && hash !== final.hash) {
      return [
        fail(
          `Indexing has stopped: block ${final.number} was final as ${final.hash} and is ${String(hash)} now.`,
          "See docs/operations.md, reorg-beyond-finality: ask other endpoints before anything is rebuilt.",
        ),
      ];
    }
    const newest = quantity(await patient.ask(0, "eth_blockNumber", []));
    const lag = Math.max(0, newest - head.number);
    if (lag <= LAG_ALLOWED) return [ok(`The database is at block ${head.number}, the chain at ${newest}.`)];
    return [
      warn(`The database is ${lag} blocks behind the chain.`, "Start the registry, or give it time: /readyz tells."),
    ];
  },
};
