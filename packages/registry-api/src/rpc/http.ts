import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { RpcFault, retryAfterOf } from "./fault.js";

/** An answer of an HTTP server, whatever it says. */
export type HttpAnswer = { readonly status: number; readonly retryAfterMs: number | null; readonly body: string };

export type PostOptions = { readonly timeoutMs: number; readonly maxBytes: number };

/** Posting JSON to one address, over connections that are kept. */
export type Transport = {
  /** @throws RpcFault `unreachable`, `timeout`, `too-large`. */
  readonly post: (body: string, options: PostOptions) => Promise<HttpAnswer>;
  readonly close: () => void;
};

const CONNECTIONS = 16;

/** @param url with credentials in it if there are any: they are sent as HTTP asks for, and named nowhere. */
export function createTransport(url: URL): Transport {
  const secure = url.protocol === "https:";
  const agent = secure
    ? new HttpsAgent({ keepAlive: true, maxSockets: CONNECTIONS })
    : new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS });
  const send = secure ? httpsRequest : httpRequest;
  const auth =
    url.username === "" && url.password === ""
      ? {}
      : { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` };
  const target = {
    hostname: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port,
    path: url.pathname + url.search,
    method: "POST",
    agent,
    ...auth,
  };

  const once = (body: Buffer, { timeoutMs, maxBytes }: PostOptions) =>
    new Promise<HttpAnswer>((resolve, reject) => {
      const headers = { "content-type": "application/json", accept: "application/json", "content-length": body.length };
      const request = send({ ...target, headers }, (response) => {
        collect(response, maxBytes).then((text) => {
          clearTimeout(timer);
          const { statusCode: status = 0, headers: told } = response;
          resolve({ status, retryAfterMs: retryAfterOf(told["retry-after"], Date.now()), body: text });
        }, fail);
      });
      const fail = (error: Error) => {
        clearTimeout(timer);
        request.destroy();
        reject(error instanceof RpcFault ? error : new Broken(codeOf(error), request.reusedSocket));
      };
      const timer = setTimeout(
        () => fail(new RpcFault("timeout", `No answer within ${timeoutMs} milliseconds.`)),
        timeoutMs,
      );
      request.on("error", fail);
      request.end(body);
    });

  return {
    post: async (text, options) => {
      const body = Buffer.from(text);
      for (let attempt = 0; ; attempt++) {
        try {
          return await once(body, options);
        } catch (error) {
          if (!(error instanceof Broken)) throw error;
          // A kept connection that the server closed meanwhile says nothing about the server.
          if (error.reused && attempt === 0) continue;
          throw new RpcFault("unreachable", `No answer (${error.code}).`);
        }
      }
    },
    close: () => agent.destroy(),
  };
}

class Broken extends Error {
  readonly code: string;
  readonly reused: boolean;
  constructor(code: string, reused: boolean) {
    super(code);
    this.code = code;
    this.reused = reused;
  }
}

async function collect(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) throw new RpcFault("malformed", "The answer has no bytes.");
    size += chunk.length;
    if (size > maxBytes) throw new RpcFault("too-large", `The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString("utf8");
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "broken";
}
