import { PeersealError, wire } from "@peerseal/sdk";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { CHALLENGE_SECONDS } from "../../../access/challenges.js";
import { challengeEthereum, proveEthereum } from "../../../access/ethereum.js";
import type { Oidc } from "../../../access/oidc.js";
import { challengePasskey, challengeRegistration, provePasskey, proveRegistration } from "../../../access/passkeys.js";
import { invitationInvalid } from "../../../access/people.js";
import { hashOf } from "../../../access/secrets.js";
import { siteOf } from "../../../access/site.js";
import { findOpenInvitation } from "../../../store/access/invitations.js";
import type { App } from "../../app.js";
import type { HttpDeps } from "../../deps.js";
import { answers, problemsOf } from "../../routes/answers.js";
import { readCookie, writeCookie } from "../cookies.js";
import { signIn, toSession } from "./session.js";

const tags = ["access"];
/** Challenges and proofs serve once by themselves, and guessing is counted apart. */
const SIGNING_IN = { budget: "signIn", idempotency: "none" } as const;
const REFUSALS = ["sign-in-refused", "challenge-invalid"] as const;

/** The ways in: an account (EIP-4361), a passkey (WebAuthn), a provider (OpenID Connect). */
export function registerSignInRoutes(app: App, deps: HttpDeps): void {
  app.get(
    "/v1/access",
    {
      schema: { tags, summary: "Which ways to sign in there are", response: answers(200, wire.AccessWays) },
    },
    async (request) => ({
      ethereum: { chainId: deps.network.chainId },
      passkeys: /[a-z]/i.test(siteOf(request, deps.publicUrl).hostname.replace(/^\[.*\]$/, "")),
      oidc: deps.access.oidc === null ? null : { href: "/v1/access/oidc/sign-in" },
    }),
  );
  registerEthereum(app, deps);
  registerPasskeys(app, deps);
  registerOidc(app, deps);
}

function registerEthereum(app: App, deps: HttpDeps): void {
  const at = (request: { readonly host: string; readonly protocol: string }) => ({
    site: siteOf(request, deps.publicUrl),
    chainId: deps.network.chainId,
    now: deps.now(),
  });
  app.post(
    "/v1/access/ethereum/challenges",
    {
      config: SIGNING_IN,
      schema: {
        tags,
        summary: "Begin to sign in with an account (EIP-4361)",
        description: "The members of the message to sign, of which the account's address is still missing.",
        body: wire.EmptyRequest,
        response: answers(200, wire.EthereumChallenge),
      },
    },
    async (request) => challengeEthereum(deps.db, at(request)),
  );

  app.post(
    "/v1/access/ethereum/sign-in",
    {
      config: SIGNING_IN,
      schema: {
        tags,
        summary: "Sign in with an account",
        description: "Sets the session's cookie. Accounts that are contracts (ERC-1271) cannot: they use a passkey.",
        body: wire.EthereumSignIn,
        response: answers(200, wire.Session, ...REFUSALS, "sign-in-unknown", "invitation-invalid"),
      },
    },
    async (request, reply) => {
      const { message, signature, invitation } = request.body;
      const where = at(request);
      const subject = await proveEthereum(deps.db, { message, signature }, where);
      const arrival = { proven: { kind: "ethereum" as const, subject }, invitation: hashed(invitation) };
      await signIn(deps, { request, reply, site: where.site }, arrival);
      return toSession(request);
    },
  );
}

function registerPasskeys(app: App, deps: HttpDeps): void {
  const at = (request: { readonly host: string; readonly protocol: string }) => ({
    site: siteOf(request, deps.publicUrl),
    now: deps.now(),
  });
  app.post(
    "/v1/access/passkeys/registrations",
    {
      config: SIGNING_IN,
      schema: {
        tags,
        summary: "Begin to register a passkey by invitation",
        description: "Options for `navigator.credentials.create`. The invitation is not used up yet.",
        body: wire.PasskeyInvitation,
        response: answers(200, wire.PasskeyOptions, "invitation-invalid", "sign-in-refused"),
      },
    },
    async (request) => {
      const invitation = await findOpenInvitation(deps.db, hashOf(request.body.invitation), deps.now());
      if (invitation === null || invitation.address !== null || invitation.emailHash !== null) {
        throw invitationInvalid();
      }
      const name = invitation.label ?? invitation.role;
      return { ...(await challengeRegistration(deps.db, at(request), name)) };
    },
  );

  app.post(
    "/v1/access/passkeys",
    {
      config: SIGNING_IN,
      schema: {
        tags,
        summary: "Register a passkey by invitation, and sign in with it",
        body: wire.PasskeyRegistration,
        response: answers(200, wire.Session, ...REFUSALS, "invitation-invalid"),
      },
    },
    async (request, reply) => {
      const where = at(request);
      const proven = await proveRegistration(deps.db, toRegistration(request.body.credential), where);
      const arrival = { proven, invitation: hashOf(request.body.invitation) };
      await signIn(deps, { request, reply, site: where.site }, arrival);
      return toSession(request);
    },
  );

  app.post(
    "/v1/access/passkeys/challenges",
    {
      config: SIGNING_IN,
      schema: {
        tags,
        summary: "Begin to sign in with a passkey",
        description: "Options for `navigator.credentials.get`; the browser shows the passkeys of this site.",
        body: wire.EmptyRequest,
        response: answers(200, wire.PasskeyOptions, "sign-in-refused"),
      },
    },
    async (request) => ({ ...(await challengePasskey(deps.db, at(request))) }),
  );

  app.post(
    "/v1/access/passkeys/sign-in",
    {
      config: SIGNING_IN,
      schema: {
        tags,
        summary: "Sign in with a passkey",
        body: wire.PasskeySignIn,
        response: answers(200, wire.Session, ...REFUSALS, "sign-in-unknown"),
      },
    },
    async (request, reply) => {
      const where = at(request);
      const proven = await provePasskey(deps.db, toAssertion(request.body.credential), where);
      await signIn(deps, { request, reply, site: where.site }, { proven });
      return toSession(request);
    },
  );
}

function registerOidc(app: App, deps: HttpDeps): void {
  const provider = (): Oidc => {
    if (deps.access.oidc !== null) return deps.access.oidc;
    throw new PeersealError("sign-in-off", "This registry knows no sign-in provider.");
  };
  const schema = { tags, response: { 302: wire.Redirect, ...problemsOf(...REFUSALS, "sign-in-off") } };
  app.get(
    "/v1/access/oidc/sign-in",
    { schema: { ...schema, summary: "Leave for the sign-in provider", querystring: wire.OidcQuery } },
    async (request, reply) => {
      const site = siteOf(request, deps.publicUrl);
      const { url, handle } = await provider().begin({ site, now: deps.now() }, request.query.invitation ?? null);
      // Whoever comes back must be the browser that left, or somebody could sign others in as themselves.
      writeCookie(reply, site, { word: "oidc", value: handle, maxAge: CHALLENGE_SECONDS });
      return reply.redirect(url, 302);
    },
  );

  app.get(
    "/v1/access/oidc/callback",
    { schema: { ...schema, summary: "Come back from the provider", querystring: wire.OidcCallbackQuery } },
    async (request, reply) => {
      const site = siteOf(request, deps.publicUrl);
      const handle = readCookie(request, site, "oidc");
      if (handle === null) {
        throw new PeersealError("challenge-invalid", "This browser has not begun to sign in here.");
      }
      const search = request.url.slice(request.url.indexOf("?"));
      const { proven, invitation } = await provider().finish({ handle, search }, deps.now());
      await signIn(deps, { request, reply, site }, { proven, ...(invitation === null ? {} : { invitation }) });
      writeCookie(reply, site, { word: "oidc", value: null, maxAge: 0 });
      return reply.redirect("/", 302);
    },
  );
}

const hashed = (token: string | undefined): string | undefined => (token === undefined ? undefined : hashOf(token));

/** Of what browsers send, that which is checked. */
function toRegistration(sent: wire.PasskeyRegistration["credential"]): RegistrationResponseJSON {
  const { id, rawId, type, response } = sent;
  const { clientDataJSON, attestationObject } = response;
  return { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, attestationObject } };
}

function toAssertion(sent: wire.PasskeySignIn["credential"]): AuthenticationResponseJSON {
  const { id, rawId, type, response } = sent;
  const { clientDataJSON, authenticatorData, signature } = response;
  return { id, rawId, type, clientExtensionResults: {}, response: { clientDataJSON, authenticatorData, signature } };
}
