import { z } from "zod";
import { PeersealError } from "./core/errors.js";
import { parseAddress, parseNetworkId } from "./core/ids.js";
import type { Address, Hex } from "./core/types.js";

/** Name of the file in the data folder. */
export const NETWORK_FILE = "network.json";

const Url = z.url({ protocol: /^https?$/ });
const AddressText = z
  .string()
  .regex(/^0x[0-9a-f]{40}$/)
  .transform((text): Address => parseAddress(text));

const Schema = z.strictObject({
  schema: z.literal("peerseal.network-file/1"),
  /** CAIP-10 of the directory. */
  network: z.string().transform((text) => parseNetworkId(text).id),
  /** JSON-RPC endpoint. */
  rpc: Url,
  /** Hash of the chain's first block: tells apart chains with the same id. */
  genesis: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform((text) => text as Hex),
  /** Registry API, where there is one. */
  api: Url.optional(),
  contracts: z.strictObject({
    verifier: AddressText,
    institutions: AddressText,
    courses: AddressText,
    rubrics: AddressText,
    rounds: AddressText,
    credentials: AddressText,
    policy: AddressText,
    directory: AddressText,
    lens: AddressText,
  }),
  deployedAtBlock: z.number().int().nonnegative(),
});

/** Where a network is and how to reach it: `network.json` of a data folder. Hints; a verifier checks what matters. */
export type NetworkFile = z.output<typeof Schema>;

/** @throws PeersealError `document-invalid`, `id-malformed`. */
export function parseNetworkFile(value: unknown): NetworkFile {
  const parsed = Schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PeersealError("document-invalid", `${NETWORK_FILE} is not a network file.`, {
    details: { issues: parsed.error.issues.map(({ path, code }) => ({ path: path.join("."), code })) },
  });
}
