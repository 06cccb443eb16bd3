import { isIP } from "node:net";
import { z } from "zod";
import { BUDGETS, type FrontSettings, OPEN_FRONT, SHEDDING, TIMEOUTS } from "../http/front/settings.js";
import { whole } from "./reading.js";

const count = (least = 0) => whole(least, 999_999_999);

/** `0.0.0.0/0` would believe everybody, and is what nobody means. */
function isNetwork(text: string): boolean {
  const [address = "", bits] = text.split("/");
  const family = isIP(address);
  if (family === 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (family === 4 ? 32 : 128))
  );
}

/** Budgets, timeouts, shedding, and which proxies are believed. */
export const FRONT_SETTINGS = {
  RATE_LIMIT_READS: count().optional(),
  RATE_LIMIT_WRITES: count().optional(),
  RATE_LIMIT_VERIFY: count().optional(),
  RATE_LIMIT_SIGN_IN: count().optional(),
  TIMEOUT_HEADERS_MS: count(1).default(TIMEOUTS.headersMs),
  TIMEOUT_BODY_IDLE_MS: count(1).default(TIMEOUTS.bodyIdleMs),
  TIMEOUT_REQUEST_MS: count(1).default(TIMEOUTS.requestMs),
  TIMEOUT_KEEP_ALIVE_MS: count(1).default(TIMEOUTS.keepAliveMs),
  SHED_LOOP_DELAY_MS: count().default(SHEDDING.loopDelayMs),
  SHED_HEAP_PERCENT: count().default(SHEDDING.heapPercent),
  TRUST_PROXY: z
    .string()
    .refine((text) => text.split(",").every((part) => isNetwork(part.trim())), {
      error: "is not a list of addresses or networks such as 10.0.0.0/8",
    })
    .optional(),
} as const;

type Given = z.output<z.ZodObject<typeof FRONT_SETTINGS>>;

export function frontOf(given: Given & { readonly PEERSEAL_VC_TEST: "0" | "1" }): FrontSettings {
  // Conformance suites ask for more in a minute than people do.
  const usual = given.PEERSEAL_VC_TEST === "1" ? OPEN_FRONT.budgets : BUDGETS;
  return {
    budgets: {
      reads: given.RATE_LIMIT_READS ?? usual.reads,
      writes: given.RATE_LIMIT_WRITES ?? usual.writes,
      verify: given.RATE_LIMIT_VERIFY ?? usual.verify,
      signIn: given.RATE_LIMIT_SIGN_IN ?? usual.signIn,
    },
    timeouts: {
      headersMs: given.TIMEOUT_HEADERS_MS,
      bodyIdleMs: given.TIMEOUT_BODY_IDLE_MS,
      // The whole of a request takes no less than its headers.
      requestMs: Math.max(given.TIMEOUT_REQUEST_MS, given.TIMEOUT_HEADERS_MS),
      keepAliveMs: given.TIMEOUT_KEEP_ALIVE_MS,
    },
    shedding: { loopDelayMs: given.SHED_LOOP_DELAY_MS, heapPercent: Math.min(99, given.SHED_HEAP_PERCENT) },
    trustProxy: given.TRUST_PROXY ?? null,
  };
}
