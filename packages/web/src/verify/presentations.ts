import { type PeersealError, type VerifiedPresentation, type VerifyOptions, verifyPresentation } from "@peerseal/sdk";
import type { Place } from "./place.js";

type Content = Uint8Array | string;

/** A presentation with every credential in it. `other`: by the second endpoint, where one must agree. */
export type Presented = {
  readonly state: "presented";
  readonly name: string;
  readonly verified: VerifiedPresentation;
  readonly other: VerifiedPresentation | null;
};

/** Whether an error of opening says that the file is a presentation. */
export function isPresentation(error: PeersealError): boolean {
  return error.code === "open-unrecognised" && error.details.kind === "presentation";
}

/**
 * Checks a presentation: its holder's signature, and each credential in it.
 *
 * @param receipts files beside it; each credential finds its own.
 * @throws PeersealError as `verifyPresentation`
 */
export async function checkPresentation(
  file: { readonly name: string; readonly content: Content },
  receipts: readonly Content[],
  place: Place,
  options: VerifyOptions,
): Promise<Presented> {
  const { rpc, second } = place;
  const ask = (endpoint: string | null) =>
    verifyPresentation(file.content, { ...options, receipts, ...(endpoint === null ? {} : { rpc: endpoint }) });
  const [verified, other] = await Promise.all([ask(rpc), second === null || rpc === null ? null : ask(second)]);
  return { state: "presented", name: file.name, verified, other };
}
