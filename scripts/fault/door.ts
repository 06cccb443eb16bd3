import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Transaction } from "ethers";
import { type Exchange, poster } from "./json-rpc.ts";

/** A transaction as it came to the door of the chain: the truth about what was ever sent, whatever became of it. */
export type Sent = {
  readonly hash: string;
  readonly sender: string;
  readonly nonce: number;
  readonly to: string;
  readonly data: string;
  readonly maxFeePerGas: bigint;
  /** Whether the database held its bytes, committed, when they came. */
  readonly storedBefore: boolean;
};

/** The only way of replicas to the chain; it notes every transaction before it lets it through. */
export type Door = {
  readonly url: string;
  readonly sent: readonly Sent[];
  /** Does something while no transaction is let through; those that come wait. */
  readonly whileShut: (work: () => Promise<void>) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Call = { readonly method?: unknown; readonly params?: readonly unknown[] };

/** @param isStored asks the database for signed bytes or their hash. */
export async function openDoor(rpc: string, isStored: (raw: string, hash: string) => Promise<boolean>): Promise<Door> {
  const chain = poster(rpc);
  const sent: Sent[] = [];
  const passing = new Set<Promise<unknown>>();
  let opened = Promise.resolve();

  const note = async (body: Buffer): Promise<void> => {
    const calls = [JSON.parse(body.toString()) as Call | readonly Call[]].flat();
    for (const { method, params } of calls) {
      if (method !== "eth_sendRawTransaction") continue;
      const raw = String(params?.[0]);
      const { hash, from, nonce, to, data, maxFeePerGas } = Transaction.from(raw);
      if (hash === null || from === null) continue;
      sent.push({
        hash,
        sender: from.toLowerCase(),
        nonce,
        to: (to ?? "").toLowerCase(),
        data,
        maxFeePerGas: maxFeePerGas ?? 0n,
        storedBefore: await isStored(raw, hash),
      });
    }
  };

  const send = async (body: Buffer): Promise<Exchange> => {
    await note(body);
    await opened;
    const answer = chain.post(body);
    const passed = answer.catch(() => undefined).finally(() => passing.delete(passed));
    passing.add(passed);
    return answer;
  };

  const server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const answer = await (body.includes("eth_sendRawTransaction") ? send(body) : chain.post(body));
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
    } catch {
      // A replica that was killed while it asked, or a chain that is gone: nobody to tell, or nothing to tell them.
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    whileShut: async (work) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      opened = promise;
      try {
        await Promise.all(passing);
        await work();
      } finally {
        resolve();
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          chain.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
