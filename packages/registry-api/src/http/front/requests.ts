import { PeersealError } from "@peerseal/sdk";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { App } from "../app.js";
import { MAX_HEADERS, MAX_URL_LENGTH } from "./settings.js";

const BODILESS = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/**
 * Refuses a request that two readers could understand in two ways, before anything of it is read: header fields without
 * end, bodies where none belongs, encodings that would have to be unpacked, query strings that are not plain.
 *
 * @throws PeersealError `headers-too-large`, `content-encoding`, `request-malformed`, `query-invalid`
 */
export function checkRequest({ raw, method }: Pick<FastifyRequest, "raw" | "method">): void {
  if (raw.rawHeaders.length > 2 * MAX_HEADERS) {
    throw new PeersealError("headers-too-large", `More than ${MAX_HEADERS} header fields.`);
  }
  const { headers } = raw;
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw new PeersealError("content-encoding", "A body is read as it is.");
  }
  const transfer = headers["transfer-encoding"];
  if (transfer !== undefined && transfer.toLowerCase() !== "chunked") {
    throw new PeersealError("request-malformed", "A body is sent with its length, or chunked and in no other way.");
  }
  if (BODILESS.has(method) && (transfer !== undefined || (headers["content-length"] ?? "0") !== "0")) {
    throw new PeersealError("request-malformed", `${method} has no body.`);
  }
  checkUrl(raw.url ?? "");
}

/** A route that says nothing of a query takes none: a mistyped filter must not look like one that matched all. */
export function requireNoQuery(app: App): void {
  const none = z.strictObject({});
  app.addHook("onRoute", ({ schema }) => {
    if (schema !== undefined && schema.hide !== true) schema.querystring ??= none;
  });
}

/** @throws PeersealError `query-invalid` */
export function checkUrl(url: string): void {
  if (url.length > MAX_URL_LENGTH) {
    throw new PeersealError("query-invalid", `The address is longer than ${MAX_URL_LENGTH} characters.`);
  }
  const start = url.indexOf("?");
  if (start === -1 || start === url.length - 1) return;
  const seen = new Set<string>();
  for (const pair of url.slice(start + 1).split("&")) {
    const equals = pair.indexOf("=");
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    if (equals !== -1) decode(pair.slice(equals + 1));
    if (name === "") throw new PeersealError("query-invalid", "A parameter has no name.");
    if (seen.has(name)) throw new PeersealError("query-invalid", "A parameter stands twice.");
    seen.add(name);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
const CONTROL = /[\u0000-\u001f\u007f]/;

function decode(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new PeersealError("query-invalid", "The query string is not percent-encoded UTF-8.");
  }
  if (CONTROL.test(decoded)) throw new PeersealError("query-invalid", "The query string holds a control character.");
  return decoded;
}
