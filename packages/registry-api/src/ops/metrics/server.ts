import { createServer } from "node:http";
import { PeersealError } from "@peerseal/sdk";
import { mayReadMetrics } from "./access.js";

/** Media type of Prometheus' text format. */
export const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Serves metrics on a port of their own, which no proxy of the public leads to.
 *
 * @throws PeersealError `port-taken`
 */
export async function serveMetrics(options: {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly token: string | null;
  readonly read: () => Promise<string>;
}): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { host, port, token, read } = options;
  const server = createServer((request, response) => {
    const end = (status: number, type: string, body: string) =>
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    if (request.url?.split("?")[0] !== "/metrics") return end(404, "text/plain", "Metrics are at /metrics.\n");
    if (!mayReadMetrics({ address: request.socket.remoteAddress, headers: request.headers }, token)) {
      return end(401, "text/plain", "Show METRICS_TOKEN as a bearer token.\n");
    }
    read().then(
      (text) => end(200, METRICS_TYPE, text),
      () => end(500, "text/plain", "The metrics cannot be read.\n"),
    );
    return undefined;
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new PeersealError("port-taken", `Port ${port} for metrics is in use.`, { details: { port }, cause })),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host}:${bound}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
