import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A JSON-RPC call on its way. */
export type RpcCall = { readonly method: string; readonly params: readonly unknown[] };

type Asked = RpcCall & { readonly id: number };

/** Thrown instead of an answer: the endpoint refuses in its own words. */
export class Refusal extends Error {}

const INVALID_PARAMS = -32_602;

/** An endpoint that asks another one, and may answer otherwise. */
export type Gate = { readonly url: string; readonly close: () => Promise<void> };

/**
 * Opens a gate before a chain: what `answer` gives is the result of a call, or its {@link Refusal}. It asks the chain by `ask`, once, often or
 * not at all.
 */
export async function openGate(
  rpc: string,
  answer: (call: RpcCall, ask: () => Promise<unknown>) => Promise<unknown>,
): Promise<Gate> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Asked | readonly Asked[];
    const reply = async (call: Asked): Promise<object> => {
      let told: object = {};
      const ask = async (): Promise<unknown> => {
        const headers = { "content-type": "application/json" };
        told = (await (await fetch(rpc, { method: "POST", headers, body: JSON.stringify(call) })).json()) as object;
        return "result" in told ? told.result : undefined;
      };
      try {
        const result = await answer(call, ask);
        return "error" in told ? told : { jsonrpc: "2.0", id: call.id, result };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { jsonrpc: "2.0", id: call.id, error: { code: INVALID_PARAMS, message: error.message } };
      }
    };
    const replies = Array.isArray(body) ? await Promise.all(body.map(reply)) : await reply(body as Asked);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(replies));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
