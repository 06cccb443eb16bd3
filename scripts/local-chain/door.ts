import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { PeersealError } from "@peerseal/sdk";
import { RPC, RpcError, toRpcError } from "./rpc-error.ts";

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const MAX_BATCH = 200;
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

type Deps = { readonly request: (method: string, params: readonly unknown[]) => Promise<unknown> };

/** A listening door. */
export type Door = { readonly url: string; readonly close: () => Promise<void> };

type Answer = {
  readonly jsonrpc: "2.0";
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
};

/**
 * Serves JSON-RPC 2.0 over HTTP on a loopback address. Any origin may call: everything it tells is public, and what
 * it takes is signed.
 *
 * @throws PeersealError `port-taken`, `config-invalid`.
 */
export async function openDoor(deps: Deps, options: { readonly port: number; readonly host: string }): Promise<Door> {
  if (!LOOPBACK.test(options.host)) {
    throw new PeersealError("config-invalid", `The local chain listens on loopback only, not on ${options.host}.`, {
      details: { host: options.host },
    });
  }
  const server = createServer((request, response) => {
    serve(deps, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else send(response, 500, failure(null, RPC.internal, "The chain failed to answer."));
    });
  });
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(asPortTaken(error, options.port)));
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function serve(deps: Deps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("access-control-allow-origin", "*");
  if (request.method === "OPTIONS") {
    response.writeHead(204, {
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type",
      "access-control-max-age": "86400",
    });
    response.end();
    return;
  }
  if (request.method !== "POST") {
    response.setHeader("allow", "POST, OPTIONS");
    return send(response, 405, failure(null, RPC.invalidRequest, "This is a JSON-RPC endpoint: send a POST."));
  }
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    return send(response, 415, failure(null, RPC.invalidRequest, "Send application/json."));
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.setHeader("connection", "close");
    return send(response, 413, failure(null, RPC.invalidRequest, `Send at most ${MAX_BODY_BYTES} bytes.`));
  }
  let call: unknown;
  try {
    call = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return send(response, 400, failure(null, RPC.parse, "The body is not JSON in UTF-8."));
  }
  if (!Array.isArray(call)) return send(response, 200, await answer(deps, call));
  if (call.length === 0 || call.length > MAX_BATCH) {
    return send(response, 400, failure(null, RPC.invalidRequest, `A batch holds 1 to ${MAX_BATCH} requests.`));
  }
  send(response, 200, await Promise.all(call.map((one) => answer(deps, one))));
}

/** The whole body, or undefined when it is too large; then the rest is left unread. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function answer(deps: Deps, call: unknown): Promise<Answer> {
  if (typeof call !== "object" || call === null) {
    return failure(null, RPC.invalidRequest, "A request is an object.");
  }
  const id = "id" in call ? call.id : undefined;
  if (typeof id !== "string" && typeof id !== "number") {
    return failure(null, RPC.invalidRequest, "A request names an id: a string or a number.");
  }
  const method = "method" in call ? call.method : undefined;
  const params = "params" in call && call.params !== undefined ? call.params : [];
  if (typeof method !== "string") return failure(id, RPC.invalidRequest, "A request names a method.");
  if (!Array.isArray(params)) return failure(id, RPC.invalidParams, "Give the parameters as an array.");
  try {
    return { jsonrpc: "2.0", id, result: await deps.request(method, params) };
  } catch (error) {
    const { code, message, data } = error instanceof RpcError ? error : toRpcError(error);
    return failure(id, code, message, data);
  }
}

function failure(id: Answer["id"], code: number, message: string, data?: string): Answer {
  return { jsonrpc: "2.0", id, error: { code, message, ...(data === undefined ? {} : { data }) } };
}

function send(response: ServerResponse, status: number, body: Answer | readonly Answer[]): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

function asPortTaken(error: Error, port: number): Error {
  if (!("code" in error) || error.code !== "EADDRINUSE") return error;
  return new PeersealError("port-taken", `Port ${port} is in use.`, { details: { port }, cause: error });
}
