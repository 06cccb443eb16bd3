import { createHash } from "node:crypto";
import { PeersealError } from "@peerseal/sdk";
import * as oidc from "openid-client";
import { z } from "zod";
import type { Db } from "../store/database.js";
import { keepChallenge, useChallenge } from "./challenges.js";
import type { Proven } from "./people.js";
import { hashOf, newSecret } from "./secrets.js";
import type { Site } from "./site.js";

/** A provider of OpenID Connect that the operator trusts. */
export type OidcSettings = { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };

/** Path to which the provider sends browsers back; to be registered with it. */
export const CALLBACK_PATH = "/v1/access/oidc/callback";
const TIMEOUT_SECONDS = 10;

/** What is kept between leaving for the provider and coming back. */
const Begun = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  invitation: z.string().nullable(),
});

export type Oidc = {
  /** Where to send the browser, and the secret that it must bring back in a cookie. */
  readonly begin: (
    at: { readonly site: Site; readonly now: number },
    invitation: string | null,
  ) => Promise<{ readonly url: string; readonly handle: string }>;
  /** Who came back, and the hash of the invitation with which they left. */
  readonly finish: (
    came: { readonly handle: string; readonly search: string },
    now: number,
  ) => Promise<{ readonly proven: Proven; readonly invitation: string | null }>;
};

/**
 * Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. The provider is asked for its description
 * at the first use, so that the registry starts while it is away.
 */
export function makeOidc(db: Db, settings: OidcSettings): Oidc {
  let discovered: Promise<oidc.Configuration> | null = null;
  const configuration = async (): Promise<oidc.Configuration> => {
    discovered ??= discover(settings);
    try {
      return await discovered;
    } catch (cause) {
      discovered = null;
      throw unreachable(cause);
    }
  };
  return {
    begin: async ({ site, now }, invitation) => {
      const config = await configuration();
      const handle = newSecret();
      const begun: z.infer<typeof Begun> = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        redirectUri: `${site.origin}${CALLBACK_PATH}`,
        invitation: invitation === null ? null : hashOf(invitation),
      };
      await keepChallenge(db, { kind: "oidc", secret: handle, content: begun }, now);
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: begun.redirectUri,
        scope: "openid email",
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: "S256",
      });
      return { url: url.href, handle };
    },
    finish: async ({ handle, search }, now) => {
      const content = await useChallenge(db, "oidc", handle, now);
      if (content === null) {
        throw new PeersealError("challenge-invalid", "This sign-in is unknown, used, or over: begin again.");
      }
      const begun = Begun.parse(content);
      const proven = await redeem(await configuration(), begun, search);
      return { proven, invitation: begun.invitation };
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<oidc.Configuration> {
  const server = new URL(issuer);
  // Settings let plain HTTP through for this machine only.
  const execute = server.protocol === "http:" ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(server, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS });
}

async function redeem(config: oidc.Configuration, begun: z.infer<typeof Begun>, search: string): Promise<Proven> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${begun.redirectUri}${search}`), {
      pkceCodeVerifier: begun.verifier,
      expectedState: begun.state,
      expectedNonce: begun.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new TypeError("The provider sent no ID token.");
    const email = verifiedEmail(claims) ?? (await emailOf(config, tokens.access_token, claims.sub));
    return { kind: "oidc", subject: subjectOf(claims.iss, claims.sub), ...(email === null ? {} : { email }) };
  } catch (cause) {
    throw isAway(cause)
      ? unreachable(cause)
      : new PeersealError("sign-in-refused", "The provider's answer does not hold.", { cause });
  }
}

/** Providers that keep to the letter tell the address at their userinfo endpoint alone. */
async function emailOf(config: oidc.Configuration, token: string, subject: string): Promise<string | null> {
  if (config.serverMetadata().userinfo_endpoint === undefined) return null;
  return verifiedEmail(await oidc.fetchUserInfo(config, token, subject));
}

function verifiedEmail(claims: Readonly<Record<string, unknown>>): string | null {
  return typeof claims.email === "string" && claims.email_verified === true ? claims.email : null;
}

/** Subjects are unique for one issuer only; the digest keeps neither readable. */
function subjectOf(issuer: string, subject: string): string {
  return createHash("sha256")
    .update(JSON.stringify([issuer, subject]))
    .digest("hex");
}

function isAway(error: unknown): boolean {
  return error instanceof TypeError && error.message === "fetch failed";
}

function unreachable(cause: unknown): PeersealError {
  return new PeersealError("sign-in-unreachable", "The sign-in provider does not answer.", { cause });
}
