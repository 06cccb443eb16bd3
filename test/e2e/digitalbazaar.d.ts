/** What the tests use of an untyped package of Digital Bazaar, beside what the benchmarks use. */
declare module "@digitalbazaar/vc-bitstring-status-list" {
  type Loader = (url: string) => Promise<object>;
  export function checkStatus(options: { credential: object; suite: object; documentLoader: Loader }): Promise<{
    verified: boolean;
    results?: readonly { status: boolean }[];
    error?: Error;
  }>;
}
