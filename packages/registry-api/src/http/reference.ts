import { randomBytes } from "node:crypto";
import scalar from "@scalar/fastify-api-reference";
import type { App } from "./app.js";

/**
 * The API reference at `/docs`. Its script comes from the npm package; fonts, telemetry, proxy and assistant of others
 * are off, and its own policy lets the page talk to this registry only.
 */
export async function registerReference(app: App): Promise<void> {
  const nonce = randomBytes(16).toString("base64url");
  await app.register(async (scope) => {
    scope.addHook("onSend", async (_request, reply) => {
      reply.header(
        "content-security-policy",
        [
          "default-src 'none'",
          `script-src 'self' 'nonce-${nonce}'`,
          // Scalar writes its styles into the page.
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data:",
          "font-src 'self' data:",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
        ].join("; "),
      );
    });
    await scope.register(scalar, {
      routePrefix: "/docs",
      logLevel: "silent",
      configuration: {
        url: "/openapi.json",
        pageTitle: "Peerseal registry API",
        nonce,
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: "never",
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}
