/// <reference path="../../packages/sdk/src/openbadges/types/digitalbazaar.d.ts" />
/** What the benchmarks use of the untyped packages of Digital Bazaar. */

declare module "@digitalbazaar/vc" {
  import type { DataIntegrityProof } from "@digitalbazaar/data-integrity";

  type Loader = (url: string) => Promise<object>;
  type Common = { credential: object; suite: DataIntegrityProof; documentLoader: Loader; now: string };
  export function issue(options: Common): Promise<{ proof: { proofValue: string } }>;
  export function verifyCredential(
    options: Common & { checkStatus: () => Promise<{ verified: boolean }> },
  ): Promise<{ verified: boolean; error?: unknown }>;
}
