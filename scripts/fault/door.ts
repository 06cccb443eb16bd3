import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Transaction } from "ethers";
import { poster } from "./json-rpc.ts";

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
export type Door = { readonly url: string; readonly sent: readonly Sent[]; readonly close: () => Promise<void> };

type Call = { readonly method?: unknown; readonly params?: readonly unknown[] };

/**
 * @param isStored asks the database for signed bytes or their hash.
 * @param came told when the chain was sent a transaction.
 */
export async function openDoor(
  rpc: string,
  isStored: (raw: string, hash: string) => Promise<boolean>,
  came: () => void,
): Promise<Door> {
  const chain = poster(rpc);
  const sent: Sent[] = [];

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

  const server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const isSending = body.includes("eth_sendRawTransaction");
      if (isSending) await note(body);
      const answer = await chain.post(body);
      if (isSending) came();
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
