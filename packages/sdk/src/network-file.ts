import { z } from "zod";
import { hex32, networkIdText, parseWith } from "./core/fields.js";
import { isHex20 } from "./core/hex.js";
import type { Address } from "./core/types.js";

/** Name of the file in the data folder. */
export const NETWORK_FILE = "network.json";

const Url = z.url({ protocol: /^https?$/ });
const AddressText = z.custom<Address>(isHex20, "expected 20 bytes in lowercase hex");

const Schema = z.strictObject({
  schema: z.literal("peerseal.network-file/1"),
  /** CAIP-10 of the directory. */
  network: networkIdText,
  /** JSON-RPC endpoint. */
  rpc: Url,
  /** Hash of the chain's first block: tells apart chains with the same id. */
  genesis: hex32(),
  /** Registry API, where there is one. */
  api: Url.optional(),
  contracts: z.strictObject({
    verifier: AddressText,
    institutions: AddressText,
    courses: AddressText,
    rubrics: AddressText,
    rounds: AddressText,
    credentials: AddressText,
    followUps: AddressText,
    /** The members' governor, or the account that stands for one, and what acts for it. */
    governor: AddressText,
    timelock: AddressText,
    policy: AddressText,
    directory: AddressText,
    lens: AddressText,
  }),
  deployedAtBlock: z.number().int().nonnegative(),
});

/** Where a network is and how to reach it: `network.json` of a data folder. Hints; a verifier checks what matters. */
export type NetworkFile = z.infer<typeof Schema>;

/**
 * Reads a network file.
 *
 * @throws PeersealError `document-invalid` with `details.issues`
 */
export function parseNetworkFile(value: unknown): NetworkFile {
  return parseWith(Schema, value, "document-invalid", `${NETWORK_FILE} is not a network file`);
}
