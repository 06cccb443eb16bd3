import { readFile } from "node:fs/promises";
import { request as plainRequest, type RequestOptions } from "node:http";
import { request as secureRequest } from "node:https";
import { type Hex, PeersealError } from "@peerseal/sdk";
import {
  getAddress,
  recoverAddress,
  Signature,
  Transaction,
  type TransactionLike,
  type TypedDataDomain,
  TypedDataEncoder,
  type TypedDataField,
  toBeHex,
  toQuantity,
} from "ethers";
import { z } from "zod";
import type { TransactionSigner } from "./deps.js";

/** Where a signer is that speaks as Web3Signer does (eth1 mode), and which of its keys is meant. */
export const RemoteKey = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  address: z.string().regex(/^0x[0-9a-f]{40}$/),
  /** 64 bytes: what the signer calls the key by; needed where it signs typed data. */
  publicKey: z
    .string()
    .regex(/^0x[0-9a-f]{128}$/)
    .optional(),
  /** PEM files: whom to believe, and what to show. */
  tls: z
    .strictObject({ ca: z.string().optional(), cert: z.string().optional(), key: z.string().optional() })
    .optional(),
});
export type RemoteKey = z.infer<typeof RemoteKey>;

/** Signs transactions and typed data with a key that never comes here. */
export type RemoteSigner = TransactionSigner & {
  readonly signTypedData: (
    domain: TypedDataDomain,
    types: Record<string, TypedDataField[]>,
    value: Record<string, unknown>,
  ) => Promise<string>;
};

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 1_000_000;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Speaks with a remote signer. Whatever it answers is held against what was asked: a signature by another key, or over
 * anything else, is refused.
 *
 * @throws PeersealError `config-invalid` for plain HTTP to another machine, and files that cannot be read
 */
export async function openRemoteSigner(key: RemoteKey): Promise<RemoteSigner> {
  const base = new URL(key.url);
  if (base.protocol === "http:" && !LOOPBACK.test(base.hostname)) {
    throw new PeersealError("config-invalid", "A remote signer on another machine is asked over https: only.");
  }
  const tls = await readTls(key.tls);
  const address = getAddress(key.address);
  let calls = 0;

  async function rpc(method: string, params: readonly unknown[]): Promise<unknown> {
    const id = ++calls;
    const text = await post(base, tls, JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    const answer = parse(text);
    if (typeof answer === "object" && answer !== null && "result" in answer) return answer.result;
    throw new PeersealError("signer-unreachable", "The remote signer refused to sign.", { details: { method } });
  }

  return {
    address,
    signTransaction: async (request: TransactionLike) => {
      const wanted = Transaction.from(request);
      const raw = await rpc("eth_signTransaction", [askedOf(wanted, address)]);
      const signed = signedOf(raw);
      if (signed?.from !== address || signed.unsignedHash !== wanted.unsignedHash) {
        throw wrong("The remote signer returned another transaction, or one of another key.");
      }
      return signed.serialized;
    },
    signTypedData: async (domain, types, value) => {
      if (key.publicKey === undefined) {
        throw new PeersealError("config-invalid", "A remote key that signs acts needs its `publicKey`.");
      }
      const data = TypedDataEncoder.encode(domain, types, value);
      // The signer hashes what it is given with keccak256: of this encoding that is the digest of EIP-712.
      const path = new URL(`${base.pathname.replace(/\/$/, "")}/api/v1/eth1/sign/${key.publicKey}`, base);
      const text = (await post(path, tls, JSON.stringify({ data }))).trim().replace(/^"|"$/g, "");
      const signature = signatureOf(text);
      const digest = TypedDataEncoder.hash(domain, types, value);
      if (signature === null || recoverAddress(digest, signature) !== address) {
        throw wrong("The remote signer signed something else, or with another key.");
      }
      return signature.serialized;
    },
  };
}

function askedOf(transaction: Transaction, from: string): Record<string, string> {
  return {
    from,
    to: transaction.to ?? "0x",
    data: transaction.data,
    value: toQuantity(transaction.value),
    nonce: toQuantity(transaction.nonce),
    gas: toQuantity(transaction.gasLimit),
    maxFeePerGas: toQuantity(transaction.maxFeePerGas ?? 0n),
    maxPriorityFeePerGas: toQuantity(transaction.maxPriorityFeePerGas ?? 0n),
    chainId: toQuantity(transaction.chainId),
    type: toBeHex(2),
  };
}

function signedOf(raw: unknown): Transaction | null {
  try {
    return typeof raw === "string" ? Transaction.from(raw) : null;
  } catch {
    return null;
  }
}

function signatureOf(text: string): Signature | null {
  try {
    return Signature.from(text as Hex);
  } catch {
    return null;
  }
}

function wrong(message: string): PeersealError {
  return new PeersealError("signer-wrong", message);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PeersealError("signer-unreachable", "The remote signer's answer is not JSON.");
  }
}

type Tls = Pick<RequestOptions & { ca?: Buffer; cert?: Buffer; key?: Buffer }, "ca" | "cert" | "key">;

async function readTls(files: RemoteKey["tls"]): Promise<Tls> {
  const found: { ca?: Buffer; cert?: Buffer; key?: Buffer } = {};
  for (const name of ["ca", "cert", "key"] as const) {
    const path = files?.[name];
    if (path === undefined) continue;
    try {
      found[name] = await readFile(path);
    } catch {
      throw new PeersealError("config-invalid", `The remote signer's file ${path} cannot be read.`);
    }
  }
  return found;
}

/** @throws PeersealError `signer-unreachable` */
function post(url: URL, tls: Tls, body: string): Promise<string> {
  const unreachable = (reason: string) =>
    new PeersealError("signer-unreachable", `The remote signer does not answer: ${reason}.`);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  const options = { method: "POST", headers, ...tls, signal: AbortSignal.timeout(TIMEOUT_MS) };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === "https:" ? secureRequest : plainRequest)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_BYTES) response.destroy(new Error("too long an answer"));
        else chunks.push(chunk);
      });
      response.on("error", (error) => reject(unreachable(error.message)));
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        if (status === 200) resolve(Buffer.concat(chunks).toString("utf8"));
        else reject(unreachable(`HTTP ${status}`));
      });
    });
    // Neither address nor body of the request: an address may hold a secret.
    sent.on("error", (error) => reject(unreachable("code" in error ? String(error.code) : error.name)));
    sent.end(body);
  });
}
