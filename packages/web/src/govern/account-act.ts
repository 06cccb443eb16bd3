import {
  type Call,
  type Execution,
  type Hex,
  isObject,
  type PartSignature,
  parseAddress,
  parseJson,
} from "@peerseal/sdk";

/** An act of an institution's account with what was signed of it so far. It is handed from one signer to the next. */
export type AccountAct = Execution & { readonly parts: readonly PartSignature[] };

const MARK = "peerseal-act-1.";
/** A proposal of many words in Japanese, and ten signatures, take half of it. */
const MAX_CHARACTERS = 100_000;
const HEX = /^0x(?:[0-9a-f]{2})*$/;
const PASSKEY = /^0x[0-9a-f]{168}$/;
const DECIMAL = /^(?:0|[1-9]\d{0,77})$/;

/** Writes an act as one word. It holds nothing secret; whoever has it can at most carry it out once all have signed. */
export function writeAct({ account, call, nonce, deadline, parts }: AccountAct): string {
  const value = { chainId: account.chainId, account: account.address, call, nonce: String(nonce), deadline, parts };
  return MARK + btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Reads an act, also out of a link or a message that holds more; null: there is none in it. */
export function readAct(text: string): AccountAct | null {
  const [, word] = /peerseal-act-1\.([A-Za-z0-9_-]+)/.exec(text.slice(0, MAX_CHARACTERS)) ?? [];
  if (word === undefined) return null;
  try {
    return actOf(parseJson(atob(word.replaceAll("-", "+").replaceAll("_", "/")), { maxBytes: MAX_CHARACTERS }));
  } catch {
    // Whoever hands it on may write anything behind the mark.
    return null;
  }
}

function actOf(value: unknown): AccountAct | null {
  if (!isObject(value)) return null;
  const { chainId, account, call, nonce, deadline, parts } = value;
  if (!isSafe(chainId) || !isSafe(deadline) || typeof account !== "string" || !isObject(call)) return null;
  if (typeof nonce !== "string" || !DECIMAL.test(nonce) || !Array.isArray(parts)) return null;
  const read = parts.map(partOf);
  const signers = new Set(read.map((part) => part?.signer));
  if (read.includes(null) || signers.size !== read.length) return null;
  return {
    account: { chainId, address: parseAddress(account) },
    call: callOf(call),
    nonce: BigInt(nonce),
    deadline,
    parts: read.filter((part) => part !== null),
  };
}

function callOf({ to, data }: Readonly<Record<string, unknown>>): Call {
  if (typeof to !== "string" || !isHex(data)) throw new TypeError("This is no call.");
  return { to: parseAddress(to), data };
}

function partOf(value: unknown): PartSignature | null {
  if (!isObject(value)) return null;
  const { signer, signature } = value;
  return isHex(signer) && PASSKEY.test(signer) && isHex(signature) ? { signer, signature } : null;
}

const isHex = (value: unknown): value is Hex => typeof value === "string" && HEX.test(value);

const isSafe = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;

/** The link by which an act is handed on: what stands behind its mark reaches no server and no log. */
export const linkOf = (act: AccountAct): string => `${location.origin}/governance#act=${writeAct(act)}`;

/** The act with one more signature, of a passkey that has not signed it yet. */
export function withPart(act: AccountAct, part: PartSignature): AccountAct {
  return { ...act, parts: [...act.parts.filter(({ signer }) => signer !== part.signer), part] };
}
