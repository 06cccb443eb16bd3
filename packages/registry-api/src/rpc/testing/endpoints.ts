import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How an endpoint behaves for one question. */
export type Behaviour =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly text?: string }
  | "cut"
  | "silence";

export type Answer = (method: string, params: readonly unknown[]) => Behaviour;

/** An endpoint that does as it is told, on loopback. */
export type TestEndpoint = {
  readonly url: string;
  /** Methods asked for so far. */
  readonly asked: string[];
  /** From now on it answers so. */
  readonly behave: (answer: Answer) => void;
  readonly close: () => Promise<void>;
};

type Call = { readonly id: number; readonly method: string; readonly params: readonly unknown[] };

export async function openTestEndpoint(first: Answer): Promise<TestEndpoint> {
  let answer = first;
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | readonly Call[];
    const calls = Array.isArray(body) ? body : [body];
    const behaviours = calls.map(({ method, params }: Call) => {
      asked.push(method);
      return answer(method, params);
    });
    const odd = behaviours.find((one) => typeof one === "string" || "status" in one);
    if (odd !== undefined) return misbehave(odd, response);
    const answers = calls.map(({ id }: Call, i: number) => ({ jsonrpc: "2.0", id, ...(behaviours[i] as object) }));
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(Array.isArray(body) ? answers : answers[0]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    behave: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function misbehave(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === "cut") response.destroy();
  else if (behaviour !== "silence" && "status" in behaviour) {
    response.writeHead(behaviour.status, behaviour.headers);
    response.end(behaviour.text ?? "");
  }
}
