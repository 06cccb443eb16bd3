import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const LOOPBACK_ADDRESS = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/;
const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;
const PASSED_ON = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"] as const;

/**
 * Who may read metrics: whoever shows the token, and, where none is set, programs of this machine. A proxy on this
 * machine is no such program: what it passes on says so, or asks under a public name.
 */
export function mayReadMetrics(
  asking: { readonly address: string | undefined; readonly headers: IncomingHttpHeaders },
  token: string | null,
): boolean {
  const { address, headers } = asking;
  const shown = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  if (token !== null) return shown !== undefined && isSame(shown, token);
  return (
    LOOPBACK_ADDRESS.test(address ?? "") &&
    LOOPBACK_NAME.test(headers.host ?? "") &&
    PASSED_ON.every((name) => headers[name] === undefined)
  );
}

/** Compared as digests: in a time that tells neither length nor content. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
