import { type Digest, type LoadFile, MAX_FILE, PeersealError } from "@peerseal/sdk";

const TIMEOUT_MS = 20_000;

/** A link leads to where nobody has agreed to ask yet: the place would learn that somebody looks at it. */
export class NotAgreed extends Error {
  readonly origin: string;

  constructor(origin: string) {
    super(`Nobody has agreed to ask ${origin}.`);
    this.origin = origin;
  }
}

/** A link elsewhere that gave nothing. Browsers do not tell pages why. */
export class NotLoaded extends Error {
  readonly origin: string;

  constructor(origin: string, cause: unknown) {
    super(`${origin} gave nothing that could be read.`, { cause });
    this.origin = origin;
  }
}

/**
 * Loads what links lead to: of this registry at once, of others only where a person agreed. Nothing is sent along that
 * would tell who asks, and a link that leads on to another place is not followed.
 *
 * @param agreed origins
 */
export function loader(agreed: ReadonlySet<string>): LoadFile {
  const loaded = new Map<string, Promise<Uint8Array>>();
  return (address) => {
    const known = loaded.get(address) ?? loadOnce(address, agreed);
    loaded.set(address, known);
    return known;
  };
}

async function loadOnce(address: string, agreed: ReadonlySet<string>): Promise<Uint8Array> {
  const { origin } = new URL(address);
  if (origin !== location.origin && !agreed.has(origin)) throw new NotAgreed(origin);
  try {
    return await fetchBytes(address);
  } catch (error) {
    if (origin === location.origin) throw gone(error);
    throw new NotLoaded(origin, error);
  }
}

async function fetchBytes(address: string): Promise<Uint8Array> {
  const response = await fetch(address, {
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok || response.body === null) throw new TypeError(`It answered ${response.status}.`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MAX_FILE) {
      await reader.cancel();
      throw new TypeError("It is larger than any credential.");
    }
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function gone(cause: unknown): PeersealError {
  return new PeersealError("link-gone", "This registry no longer holds the credential.", { cause });
}

/** The receipt that this registry has for a credential, as JSON; null: none, or no registry here. */
export async function receiptOf(digest: Digest): Promise<string | null> {
  try {
    const response = await fetch(`/v1/receipts/${digest}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}
