import { Agent, request } from "node:http";

/** A refusal by the endpoint, as it said it. */
export class RpcError extends Error {}

/** Asks an endpoint, without any library in between. */
export type Ask = <T>(method: string, params?: readonly unknown[]) => Promise<T>;

/** An HTTP exchange: the status, and the body as it came. */
export type Exchange = { readonly status: number; readonly body: Buffer };

/** Posts to an endpoint on connections that are kept. @throws Error of the system where nothing answers */
export function poster(url: string): {
  readonly post: (body: Buffer | string) => Promise<Exchange>;
  readonly close: () => void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const post = (body: Buffer | string) =>
    new Promise<Exchange>((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const asked = request(url, { method: "POST", agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  return { post, close: () => agent.destroy() };
}

/** @throws RpcError where the endpoint refuses */
export function askerOf(url: string): { readonly ask: Ask; readonly close: () => void } {
  const { post, close } = poster(url);
  const ask = async <T>(method: string, params: readonly unknown[] = []): Promise<T> => {
    const { body } = await post(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
    const answer = JSON.parse(body.toString()) as {
      readonly result?: T;
      readonly error?: { readonly message: string };
    };
    if (answer.error !== undefined) throw new RpcError(`${method}: ${answer.error.message}`);
    // The caller names the form of what it asks for; the endpoint is a chain of our own.
    return answer.result as T;
  };
  return { ask, close };
}

export const hexOf = (value: number | bigint) => `0x${value.toString(16)}`;
