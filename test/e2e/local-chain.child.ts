import { openLocalChain } from "../../scripts/local-chain/local-chain.ts";

// A process of its own for tests that kill it or limit it: opens the chain of a folder, prints the URL, and waits.
const [dataDir, fund] = process.argv.slice(2);
if (dataDir === undefined || fund === undefined) throw new Error("usage: local-chain.child.ts <folder> <address>");
const chain = await openLocalChain({ dataDir, fund: [{ address: fund, wei: 10n ** 20n }] });
process.stdout.write(`${await chain.listen({ port: 0 })}\n`);
