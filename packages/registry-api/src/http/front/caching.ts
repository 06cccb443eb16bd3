import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../app.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /**
     * How long others may keep an answer. `revalidate` (default): they ask each time whether it is still the one.
     * `no-store`: it holds data of learners, or is of the moment.
     */
    cache?: "revalidate" | "no-store";
  }
}

const READS = new Set(["GET", "HEAD"]);

/**
 * A strong ETag over the bytes of every answer to a read, 304 where the caller has them, and `Cache-Control` where the
 * route did not set its own. Answers to writes and problems are never kept.
 */
export function registerCaching(app: App): void {
  app.addHook("onSend", async (request, reply, payload: unknown) => {
    if (!READS.has(request.method) || reply.statusCode >= 400) {
      if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
      return payload;
    }
    const { cache = "revalidate" } = request.routeOptions.config;
    if (!reply.hasHeader("cache-control")) {
      reply.header("cache-control", cache === "no-store" ? "private, no-store" : "no-cache");
    }
    if (reply.statusCode !== 200 || !isBytes(payload)) return payload;
    if (!reply.hasHeader("etag")) {
      // What nobody may keep needs no name.
      if (cache === "no-store") return payload;
      reply.header("etag", `"${createHash("sha256").update(payload).digest("base64url")}"`);
    }
    return isKnown(request, reply) ? notModified(reply) : payload;
  });
}

function isBytes(payload: unknown): payload is string | Buffer {
  return typeof payload === "string" || Buffer.isBuffer(payload);
}

/** RFC 9110, section 13.1.2: tags are compared weakly here. */
export function isKnown({ headers }: Pick<FastifyRequest, "headers">, reply: Pick<FastifyReply, "getHeader">): boolean {
  const asked = headers["if-none-match"];
  const etag = reply.getHeader("etag");
  if (asked === undefined || typeof etag !== "string") return false;
  if (asked.trim() === "*") return true;
  const strong = etag.replace(/^W\//, "");
  const tags: readonly string[] = asked.match(/"[^"]*"/g) ?? [];
  return tags.includes(strong);
}

function notModified(reply: FastifyReply): string {
  reply.code(304).removeHeader("content-type").removeHeader("content-length");
  return "";
}
