import { open, type Rule, type RuleTable, signed } from "./rule.js";

const admins = (of: Extract<Rule, { readonly of: unknown }>["of"], reason: string): Rule => ({
  allow: ["admin"],
  of,
  purpose: "access",
  reason,
});
const watching = (reason: string): Extract<Rule, { readonly of: unknown }> => ({
  allow: ["admin", "auditor"],
  of: { query: "institution", absent: "own" },
  reason,
});

/** Signing in, and who may do what. */
export const ACCESS_RULES: RuleTable = {
  "GET /v1/access": open("Which ways to sign in there are: asked before anybody has."),
  "GET /v1/access/session": { allow: "known", reason: "Tells callers who they are here." },
  "DELETE /v1/access/session": { allow: "known", reason: "Ends the caller's own session." },

  "POST /v1/access/ethereum/challenges": open("A number to sign; it gives nothing to whoever has no key."),
  "POST /v1/access/ethereum/sign-in": signed("An account's signature over a challenge that is used once."),
  "POST /v1/access/passkeys/challenges": open("A number to sign; it gives nothing to whoever has no passkey."),
  "POST /v1/access/passkeys/sign-in": signed("A passkey's signature over a challenge that is used once."),
  "POST /v1/access/passkeys/registrations": signed("The invitation's token, which an admin gave."),
  "POST /v1/access/passkeys": signed("The invitation's token, and a new passkey's word for itself."),
  "GET /v1/access/oidc/sign-in": open("Leads to the configured provider."),
  "GET /v1/access/oidc/callback": signed("The provider's code, bound to the browser that began."),

  "POST /v1/access/keys": admins({ body: "institution" }, "Lets a program act for the institution."),
  "GET /v1/access/keys": watching("Which programs may act; never their keys."),
  "POST /v1/access/keys/:id/rotations": admins({ stored: "key" }, "Gives a new key in the place of one."),
  "DELETE /v1/access/keys/:id": admins({ stored: "key" }, "Ends what a program may do."),
  "POST /v1/access/invitations": admins({ body: "institution" }, "Lets a person act for the institution."),
  "GET /v1/access/invitations": watching("Who was invited; never the tokens."),
  "DELETE /v1/access/invitations/:id": admins({ stored: "invitation" }, "Takes an invitation back."),
  "GET /v1/access/people": watching("Who may act, by ids that name nobody outside."),
  "DELETE /v1/access/grants/:id": admins({ stored: "grant" }, "Ends what a person may do."),

  "GET /v1/audit": { ...watching("What was written, by whom; no bodies."), purpose: "audit" },
};
