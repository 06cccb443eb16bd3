import { z } from "zod";
import { Hex20, Hex32 } from "./common.js";

const Periods = z.strictObject({
  objection: z.int().describe("From the last appointment until a panel may be set"),
  reveal: z.int().describe("From the last seal, the review deadline, or the addition of a seat"),
  reply: z.int().describe("From the last reveal, or the end of the reveal period"),
  appeal: z.int().describe("From the end of a round"),
});

/** Who decides in a network. */
export const Governance = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("members"),
      governor: Hex20.describe("Where the members propose and vote"),
      timelock: Hex20.describe("Acts for the members once the notice is over"),
    })
    .describe("The institutions decide by votes"),
  z
    .strictObject({
      kind: z.literal("account"),
      account: Hex20,
      isContract: z.boolean().describe("True for a wallet of several owners, such as a Safe"),
    })
    .describe("One account decides, at once and without votes"),
]);
export type Governance = z.infer<typeof Governance>;

/** Which network this registry serves, and how far it follows the chain. */
export const Network = z.strictObject({
  network: z.string().describe("CAIP-10 of the NetworkDirectory"),
  chainId: z.int(),
  directory: Hex20,
  genesis: Hex32,
  contracts: z.record(z.string(), Hex20).describe("Addresses by name"),
  periods: z.strictObject({ panel: Periods, rapid: Periods }).describe("Lengths of a round's windows in seconds"),
  rpc: z.string().nullable().describe("An RPC endpoint by which to check what this registry says"),
  indexed: z.strictObject({ number: z.int(), hash: Hex32 }).nullable(),
  final: z.strictObject({ number: z.int(), hash: Hex32 }).nullable(),
  head: z.int().nullable(),
  lag: z.int().nullable(),
  policies: z.array(z.strictObject({ policy: Hex20, listed: z.boolean() })),
  rubrics: z.array(Hex32).describe("Rubrics that the directory lists"),
  governance: Governance.nullable().describe(
    "Who decides, as the chain told within the last minutes; null: not known yet, or the endpoint does not tell",
  ),
});
export type Network = z.infer<typeof Network>;
