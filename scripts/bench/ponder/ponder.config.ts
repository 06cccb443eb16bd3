import { createConfig } from "ponder";
import { parseAbi } from "viem";

/** The peer's project for `npm run bench -- index`: the same three tables as ours, from the same events. */
export default createConfig({
  database: { kind: "postgres", connectionString: process.env.DATABASE_URL },
  chains: {
    anvil: { id: 31337, rpc: process.env.BENCH_RPC, maxRequestsPerSecond: 100_000, pollingInterval: 100 },
  },
  contracts: {
    Emitter: {
      chain: "anvil",
      abi: parseAbi([
        "event BatchAnchored(uint32 indexed institution, uint64 indexed number, bytes32 root, uint32 size, bytes32 indexed courseVersion, bytes32 key)",
        "event CredentialStatusChanged(uint32 indexed institution, uint64 indexed number, uint32 index, uint8 action, bytes32 key)",
        "event ReviewSubmitted(bytes32 indexed round, uint8 seat, uint32 sequence, bytes32 reviewDigest, uint256 ratings)",
      ]),
      address: process.env.BENCH_CONTRACT as `0x${string}`,
      startBlock: Number(process.env.BENCH_FIRST_BLOCK),
    },
  },
});
