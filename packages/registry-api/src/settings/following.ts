import { z } from "zod";
import { invalid, isLoopback } from "./reading.js";

/** Streams and webhooks. */
export type FollowingSettings = {
  /** Streams of events that may be open at a time; default 1,000. */
  readonly streamsMost?: number;
  /** Whether webhooks may go to http: and to addresses of this machine; for tests. */
  readonly webhooksToLoopback?: boolean;
  /** Key under which secrets of webhooks are kept, 32 bytes in base64url; absent: one in the data folder. */
  readonly webhookKey?: string;
};

export const FOLLOWING_SETTINGS = {
  STREAMS_MAX: z.coerce
    .number({ error: "is not a number" })
    .int({ error: "is not a whole number" })
    .min(1, { error: "is below 1" })
    .max(100_000, { error: "is above 100,000" })
    .optional(),
  PEERSEAL_WEBHOOKS_TO_LOOPBACK: z.enum(["0", "1"], { error: "is neither 0 nor 1" }).default("0"),
  WEBHOOK_KEY: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, { error: "is not 32 bytes in base64url (43 characters)" })
    .optional(),
} as const;

type Given = z.output<z.ZodObject<typeof FOLLOWING_SETTINGS>>;

/** @throws PeersealError `config-invalid` */
export function followingOf(given: Given & { readonly PUBLIC_URL?: string | undefined }): FollowingSettings {
  const { STREAMS_MAX, WEBHOOK_KEY, PEERSEAL_WEBHOOKS_TO_LOOPBACK, PUBLIC_URL } = given;
  if (PEERSEAL_WEBHOOKS_TO_LOOPBACK === "1" && PUBLIC_URL !== undefined && !isLoopback(PUBLIC_URL)) {
    throw invalid("PEERSEAL_WEBHOOKS_TO_LOOPBACK=1 is for tests on this machine only: unset it or PUBLIC_URL.", {
      settings: ["PEERSEAL_WEBHOOKS_TO_LOOPBACK"],
    });
  }
  return {
    ...(STREAMS_MAX === undefined ? {} : { streamsMost: STREAMS_MAX }),
    ...(WEBHOOK_KEY === undefined ? {} : { webhookKey: WEBHOOK_KEY }),
    ...(PEERSEAL_WEBHOOKS_TO_LOOPBACK === "1" ? { webhooksToLoopback: true } : {}),
  };
}
