import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";

const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** A whole number. */
export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: `is not a whole number from ${least} to ${most}` })
    .transform(Number)
    .refine((value) => value >= least && value <= most, {
      error: `is not a whole number from ${least} to ${most}`,
    });

/** Whether the address is that of this machine. */
export function isLoopback(address: string): boolean {
  return LOOPBACK_NAME.test(new URL(address).hostname);
}

/** Whether a name or number to listen on is of this machine only. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAME.test(host) || host === "::1";
}

/** A setting that cannot be. `settings`: those at fault. */
export function invalid(
  message: string,
  options: { readonly settings: readonly string[]; readonly cause?: unknown },
): PeersealError {
  return new PeersealError("config-invalid", message, {
    details: { settings: options.settings },
    cause: options.cause,
  });
}
