import { z } from "zod";
import type { OidcSettings } from "../access/oidc.js";
import { invalid, isLoopback } from "./reading.js";

/** A provider of OpenID Connect. */
export const SIGN_IN_SETTINGS = {
  // As it stands: providers compare it letter by letter.
  OIDC_ISSUER: z.url({ protocol: /^https?$/, error: "is not an http(s) URL" }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
} as const;

type Given = z.output<z.ZodObject<typeof SIGN_IN_SETTINGS>>;

/** @throws PeersealError `config-invalid` */
export function oidcOf(settings: Given): { readonly oidc?: OidcSettings } {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return {};
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    const all = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
    const missing = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [name] : []));
    throw invalid(`${missing.join(" and ")} not set: issuer, client id and secret belong together.`, {
      settings: missing,
    });
  }
  if (new URL(issuer).protocol === "http:" && !isLoopback(issuer)) {
    throw invalid("OIDC_ISSUER is not an https: address: anybody on the way could sign in as anybody.", {
      settings: ["OIDC_ISSUER"],
    });
  }
  return { oidc: { issuer, clientId, clientSecret } };
}
