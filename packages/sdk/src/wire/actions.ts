import { z } from "zod";
import { Hex20, Hex32, Seconds } from "./common.js";

/** A signed act as it travels; its message is checked against the action's own type. */
export const ActionRequest = z.strictObject({
  action: z
    .string()
    .describe("Name of the act; see the action catalogue of the SDK")
    .meta({ examples: ["PublishVersion"] }),
  message: z.record(z.string(), z.unknown()).describe("Members of the act's EIP-712 struct without its deadline"),
  authorization: z.strictObject({
    signer: z.string().describe("ERC-7913 bytes: an account (20) or a passkey (84)"),
    deadline: z.int().describe("Last second, Unix time, in which it may be recorded"),
    signature: z.string(),
  }),
  document: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("The document whose digest the act puts on chain; published by this registry"),
});
export type ActionRequest = z.infer<typeof ActionRequest>;

/** Where an act stands: accepted, signed, broadcast, mined (in a block), recorded (followed by this registry), failed. */
export const RELAY_STATES = ["accepted", "signed", "broadcast", "mined", "recorded", "failed"] as const;

/** An act on its way to the chain. */
export const Relay = z.strictObject({
  id: Hex32,
  action: z.string(),
  state: z.enum(RELAY_STATES),
  target: Hex20,
  transaction: Hex32.nullable().describe("Null: none yet, or somebody else's recorded it"),
  block: z.int().nullable(),
  attempts: z.int().describe("How often it was signed or put off"),
  failure: z
    .strictObject({
      code: z.string(),
      message: z.string(),
      fix: z.string(),
      details: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  acceptedAt: Seconds,
  signedAt: Seconds.nullable(),
  broadcastAt: Seconds.nullable(),
  minedAt: Seconds.nullable(),
  finalAt: Seconds.nullable().describe("When its block was known to be final: nothing takes it away any more"),
  failedAt: Seconds.nullable(),
  href: z.string().describe("Where to ask again"),
});
export type Relay = z.infer<typeof Relay>;

/** Path of an act that was given to the registry. */
export const RelayPath = z.strictObject({ id: Hex32 });
