import { z } from "zod";
import type { RpcSettings } from "../chain-link.js";

const milliseconds = (least: number, most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, { error: "is not a number of milliseconds" })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `is not between ${least} and ${most}` });

/** How endpoints of the chain are asked. */
export const RPC_SETTINGS = {
  RPC_AGREEMENT: z.enum(["1", "2", "3"], { error: "is not 1, 2 or 3" }).transform(Number).optional(),
  RPC_TIMEOUT_MS: milliseconds(100, 120_000).optional(),
  RPC_STALE_BLOCKS: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, { error: "is not a number of blocks" })
    .transform(Number)
    .optional(),
  RPC_FIRST_BLOCK: z
    .string()
    .regex(/^\d{1,12}$/, { error: "is not a block's number" })
    .transform(Number)
    .optional(),
  RPC_CHECK: z.enum(["bloom", "none"], { error: "is neither bloom nor none" }).optional(),
} as const;

type Given = z.output<z.ZodObject<typeof RPC_SETTINGS>>;

export function rpcOf(given: Given): { readonly rpc?: RpcSettings } {
  const { RPC_AGREEMENT, RPC_TIMEOUT_MS, RPC_STALE_BLOCKS, RPC_FIRST_BLOCK, RPC_CHECK } = given;
  const rpc: RpcSettings = {
    ...(RPC_AGREEMENT === undefined ? {} : { agreement: RPC_AGREEMENT }),
    ...(RPC_TIMEOUT_MS === undefined ? {} : { timeoutMs: RPC_TIMEOUT_MS }),
    ...(RPC_STALE_BLOCKS === undefined ? {} : { staleBlocks: RPC_STALE_BLOCKS }),
    ...(RPC_FIRST_BLOCK === undefined ? {} : { firstBlock: RPC_FIRST_BLOCK }),
    ...(RPC_CHECK === undefined ? {} : { check: RPC_CHECK }),
  };
  return Object.keys(rpc).length === 0 ? {} : { rpc };
}
