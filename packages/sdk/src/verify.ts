import { type Opened, openReceipt } from "./core/credential/open.js";
import { type ErrorCode, PeersealError } from "./core/errors.js";
import type { Verdict } from "./core/judge/verdict.js";
import { open } from "./files/open.js";
import { judgeOpened } from "./judge-opened.js";
import { malformed } from "./malformed.js";
import type { VerifyOptions } from "./verify-options.js";

/** A file to verify, of any kind that `open` reads; and the receipt, where it is a file of its own. */
export type VerifyInput = { readonly file: Uint8Array | string; readonly receipt?: Uint8Array | string };

/** What became of one file of many. */
export type Verified =
  | { readonly state: "judged"; readonly verdict: Verdict }
  | { readonly state: "unreadable"; readonly error: PeersealError };

/**
 * Verifies one credential or bundle: open, prove, gather, judge. What could not be checked is unknown in the verdict,
 * never good, and never an error; a file that is not even strict JSON is malformed.
 *
 * @throws PeersealError `open-unrecognised`, `receipt-invalid`, or `json-*` about the receipt: not a credential at all.
 *
 * @example
 * const { verdict } = await verify(bytes, { rpc: "http://127.0.0.1:8545", network });
 */
export async function verify(
  input: Uint8Array | string,
  options: VerifyOptions & { readonly receipt?: Uint8Array | string } = {},
): Promise<Verdict> {
  const { receipt, ...rest } = options;
  const [verified] = await verifyMany([receipt === undefined ? { file: input } : { file: input, receipt }], rest);
  if (verified === undefined) throw new TypeError("One file has one result.");
  if (verified.state === "unreadable") throw verified.error;
  return verified.verdict;
}

/**
 * Verifies many files with one question to the chain for each 200 of a network; the results stand in the order of the
 * inputs. Never throws about a file: what is none is `unreadable` with its error.
 */
export async function verifyMany(inputs: readonly VerifyInput[], options: VerifyOptions = {}): Promise<Verified[]> {
  const now = options.now ?? Math.floor(Date.now() / 1000);
  const files: Read[] = [];
  for (const input of inputs) files.push(await read(input, now, options));
  const opened = files.flatMap((file) => (file.state === "opened" ? [file.opened] : []));
  const verdicts = await judgeOpened(opened, { ...options, now });
  return files.map((file) => {
    if (file.state !== "opened") return file;
    const verdict = verdicts.get(file.opened);
    if (verdict === undefined) throw new TypeError("Every opened file is judged.");
    return { state: "judged", verdict };
  });
}

type Read = Verified | { readonly state: "opened"; readonly opened: Opened };

async function read({ file, receipt }: VerifyInput, now: number, { at, load }: VerifyOptions): Promise<Read> {
  try {
    // The receipt comes second, so that a fault of its JSON is not taken for one of the credential.
    const alone = await attempt(
      () => open(file, load === undefined ? {} : { load }),
      (code) => code.startsWith("json-"),
    );
    if ("error" in alone) return { state: "judged", verdict: malformed(alone.error.code, now, at) };
    const opened = receipt === undefined ? alone.value : { ...alone.value, receipt: openReceipt(receipt) };
    return { state: "opened", opened };
  } catch (error) {
    if (error instanceof PeersealError) return { state: "unreadable", error };
    throw error;
  }
}

async function attempt<T>(
  what: () => Promise<T>,
  expected: (code: ErrorCode) => boolean,
): Promise<{ readonly value: T } | { readonly error: PeersealError }> {
  try {
    return { value: await what() };
  } catch (error) {
    if (error instanceof PeersealError && expected(error.code)) return { error };
    throw error;
  }
}
