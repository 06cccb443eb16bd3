import { type Digest, PeersealError } from "@peerseal/sdk";

/**
 * Loads what a link of this registry leads to. A page may not load from elsewhere: that would tell others what its user
 * looks at.
 *
 * @throws PeersealError `open-unrecognised`, `not-found`
 */
export async function loadHere(url: string): Promise<Uint8Array> {
  if (new URL(url).origin !== location.origin) {
    throw new PeersealError("open-unrecognised", "A link to elsewhere.", { details: { kind: "url" } });
  }
  const response = await fetch(url, { cache: "no-store" });
  if (!response.ok) throw new PeersealError("link-gone", "This registry no longer holds the credential.");
  return new Uint8Array(await response.arrayBuffer());
}

/** The receipt that this registry has for a credential, as JSON; null: none, or no registry here. */
export async function receiptOf(digest: Digest): Promise<string | null> {
  try {
    const response = await fetch(`/v1/receipts/${digest}`, { cache: "no-store" });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}
