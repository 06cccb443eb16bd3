import type { Server } from "node:http";
import { Socket } from "node:net";
import { type ErrorCode, PeersealError, wire } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import { problemOf } from "../problem.js";
import { MAX_HEADER_BYTES, MAX_HEADERS, MAX_REQUESTS_PER_SOCKET, type Timeouts } from "./settings.js";

/** Options that a server takes when it is made. */
export function serverOptions({ headersMs, requestMs, keepAliveMs }: Timeouts) {
  return {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    // How often the two above are looked at.
    connectionsCheckingInterval: Math.max(50, Math.min(1_000, Math.floor(headersMs / 4))),
    // What leads to two readings is refused, whatever the process was started with.
    insecureHTTPParser: false,
    requireHostHeader: true,
  } as const;
}

/** What only the server itself takes. */
export function limitServer(server: Server): void {
  // One more than is allowed, so that too many are refused instead of left out in silence.
  server.maxHeadersCount = MAX_HEADERS + 1;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_SOCKET;
}

/** Ends a request whose body stands still; what arrives slowly but steadily has the whole request's time. */
export function watchBody({ raw, id }: Pick<FastifyRequest, "raw" | "id">, { bodyIdleMs }: Timeouts): void {
  if (raw.complete || bodyless(raw.headers)) return;
  const { socket } = raw;
  // What is injected without a connection has no socket.
  if (!(socket instanceof Socket)) return;
  let seen = socket.bytesRead;
  let since = performance.now();
  const timer = setInterval(
    () => {
      if (raw.complete || socket.destroyed) return clearInterval(timer);
      if (socket.bytesRead !== seen) {
        seen = socket.bytesRead;
        since = performance.now();
      } else if (performance.now() - since >= bodyIdleMs) {
        clearInterval(timer);
        refuse(socket, "request-timeout", "The body stopped on its way.", id);
      }
    },
    Math.max(20, Math.min(500, bodyIdleMs / 4)),
  );
  timer.unref();
  raw.once("close", () => clearInterval(timer));
}

function bodyless(headers: FastifyRequest["raw"]["headers"]): boolean {
  return headers["transfer-encoding"] === undefined && (headers["content-length"] ?? "0") === "0";
}

/** Answers what is no request: there is nothing yet that could answer in the usual way. */
export function refuseClient(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
  else if (error.code === "HPE_HEADER_OVERFLOW") refuse(socket, "headers-too-large", "The headers are too large.");
  else if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") refuse(socket, "request-timeout", "The request did not arrive.");
  else refuse(socket, "request-malformed", "The bytes are not one HTTP request.");
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

function refuse(socket: Socket, code: ErrorCode, message: string, id?: string): void {
  const problem = problemOf(new PeersealError(code, message), id ?? `req_${crypto.randomUUID()}`);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${REASONS[problem.status] ?? ""}`,
    `content-type: ${wire.PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    "cache-control: no-store",
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
