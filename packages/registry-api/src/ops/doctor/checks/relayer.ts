import { openNonces } from "../../../store/operations.js";
import { type Check, configOf, dbOf, fail, ok, quantity, type Said, warn } from "../finding.js";

/** Gas of an anchor with room to spare. */
const GAS = 500_000n;
const LEAST_ACTS = 20n;

/** The relayer can pay, and no nonce that nobody holds keeps its transactions waiting. */
export const relayer: Check = {
  name: "relayer",
  needs: ["config", "database", "chain"],
  run: async (patient) => {
    const address = await patient.relayer().catch(() => null);
    // That there is none, or that it cannot be read, is told by another check.
    if (address === null) return [];
    const said: Said[] = [];
    const [balance, price, spent] = await Promise.all([
      patient.ask(0, "eth_getBalance", [address, "latest"]).then((value) => BigInt(String(value))),
      patient.ask(0, "eth_gasPrice", []).then((value) => BigInt(String(value))),
      patient.ask(0, "eth_getTransactionCount", [address, "latest"]).then(quantity),
    ]);
    const { leastWei } = configOf(patient).operations ?? { leastWei: 0n };
    const top = `Send it money: ${address}`;
    if (balance < GAS * price || balance === 0n) said.push(fail(`The relayer has ${balance} wei: it cannot pay.`, top));
    else if (balance < leastWei || balance < GAS * price * LEAST_ACTS) {
      said.push(warn(`The relayer has ${balance} wei: enough for ${balance / (GAS * price || 1n)} acts.`, top));
    }
    const open = await openNonces(dbOf(patient), address, spent);
    const missing = open.length === 0 ? [] : gapsIn(spent, open);
    if (missing.length > 0) {
      said.push(
        warn(
          `Nonces ${missing.join(", ")} are held by no act, and those behind them wait.`,
          "Start the registry with this key and send one act: it takes the first free nonce.",
        ),
      );
    }
    return said.length === 0 ? [ok(`The relayer has ${balance} wei and no gap before its transactions.`)] : said;
  },
};

/** Numbers from `from` to the last of `held` that are missing there. */
export function gapsIn(from: number, held: readonly number[]): readonly number[] {
  const there = new Set(held);
  const last = Math.max(...held);
  return Array.from({ length: Math.max(0, last - from) }, (_, n) => from + n).filter((nonce) => !there.has(nonce));
}
