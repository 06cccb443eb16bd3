/**
 * Who may use which route, written down a second time, so that a slip in the registry's own table does not pass:
 * `everybody`, `known` (any key or session that holds), or the roles that may in the institution that is asked for.
 */
export type Expected = "everybody" | "known" | readonly ("officer" | "reviewer" | "admin" | "auditor")[];

const admins = ["admin"] as const;
const watchers = ["admin", "auditor"] as const;
const officers = ["officer"] as const;

export const EXPECTED: Readonly<Record<string, Expected>> = {
  "GET /healthz": "everybody",
  "GET /readyz": "everybody",
  "GET /openapi.json": "everybody",
  "GET /docs/": "everybody",
  "GET /docs/js/scalar.js": "everybody",
  "GET /.well-known/did.json": "everybody",
  "GET /contexts/credentials/v1": "everybody",
  "GET /v1/network": "everybody",
  "GET /v1/statement": "everybody",
  "GET /v1/institutions": "everybody",
  "GET /v1/institutions/:id": "everybody",
  "GET /v1/institutions/:id/keys": "everybody",
  "GET /v1/institutions/:id/standings": "everybody",
  "GET /v1/institutions/:id/profile": "everybody",
  "GET /v1/institutions/:id/did.json": "everybody",
  "GET /v1/courses": "everybody",
  "GET /v1/courses/:id": "everybody",
  "GET /v1/courses/:id/versions": "everybody",
  "GET /v1/versions/:id": "everybody",
  "GET /v1/versions/:id/elm": "everybody",
  "GET /v1/versions/:id/endorsement": "everybody",
  "GET /v1/rubrics": "everybody",
  "GET /v1/rubrics/:id": "everybody",
  "GET /v1/rounds": "everybody",
  "GET /v1/rounds/:id": "everybody",
  "GET /v1/rounds/:id/seats": "everybody",
  "GET /v1/rounds/:id/reviews": "everybody",
  "POST /v1/rounds/:id/close": "everybody",
  "POST /v1/rounds/:id/decide": "everybody",
  "GET /v1/decisions": "everybody",
  "GET /v1/decisions/:round": "everybody",
  "GET /v1/documents/:digest": "everybody",
  "POST /v1/actions": "everybody",
  "GET /v1/actions/:id": "everybody",
  "GET /v1/receipts/:digest": "everybody",
  "GET /v1/status/:institution/:number/:index": "everybody",
  "GET /v1/credentials/:digest": "everybody",
  "GET /v1/credentials/:digest/badge.png": "everybody",
  "GET /v1/credentials/:digest/badge.svg": "everybody",
  "GET /v1/credentials/:digest/certificate.pdf": "everybody",
  "POST /v1/verify": "everybody",
  "POST /v1/exports/elm": "everybody",
  "POST /v1/learner-records": officers,
  "GET /v1/batches": "everybody",
  "GET /v1/batches/:institution/:number": "everybody",
  "POST /v1/batches": officers,
  "POST /v1/batches/issue": officers,
  "POST /v1/batches/:institution/:number/credentials": officers,
  "POST /v1/batches/:institution/:number/seal": officers,
  "POST /v1/batches/:institution/:number/corrections": officers,
  "POST /v1/batches/:institution/:number/anchor": "everybody",
  "GET /v1/batches/:institution/:number/credentials": ["officer", "admin", "auditor"],
  "DELETE /v1/batches/:institution/:number/credentials": officers,
  "GET /status/:id": "everybody",
  "GET /vc": "everybody",
  "POST /credentials/verify": "everybody",
  "POST /credentials/issue": "everybody",
  "POST /credentials/status": "everybody",
  "POST /credentials/derive": "everybody",
  "POST /presentations/verify": "everybody",
  "POST /vc/:mount/credentials/verify": "everybody",
  "POST /vc/:mount/credentials/issue": "everybody",
  "POST /vc/:mount/credentials/status": "everybody",
  "POST /vc/:mount/credentials/derive": "everybody",
  "POST /vc/:mount/presentations/verify": "everybody",
  "GET /v1/access": "everybody",
  "GET /v1/access/session": "known",
  "DELETE /v1/access/session": "known",
  "POST /v1/access/ethereum/challenges": "everybody",
  "POST /v1/access/ethereum/sign-in": "everybody",
  "POST /v1/access/passkeys/challenges": "everybody",
  "POST /v1/access/passkeys/sign-in": "everybody",
  "POST /v1/access/passkeys/registrations": "everybody",
  "POST /v1/access/passkeys": "everybody",
  "GET /v1/access/oidc/sign-in": "everybody",
  "GET /v1/access/oidc/callback": "everybody",
  "POST /v1/access/keys": admins,
  "GET /v1/access/keys": watchers,
  "POST /v1/access/keys/:id/rotations": admins,
  "DELETE /v1/access/keys/:id": admins,
  "POST /v1/access/invitations": admins,
  "GET /v1/access/invitations": watchers,
  "DELETE /v1/access/invitations/:id": admins,
  "GET /v1/access/people": watchers,
  "DELETE /v1/access/grants/:id": admins,
  "GET /v1/audit": watchers,
};

const HEX = `0x${"12".repeat(32)}`;

/** Bodies that have the form of their route and ask for institution 2; without one, `{}` is sent. */
export const BODIES: Readonly<Record<string, unknown>> = {
  "POST /v1/batches": { institution: 2, courseVersion: HEX, learners: 1 },
  "POST /v1/batches/issue": { institution: 2, courseVersion: HEX, learners: ["a@example.org"] },
  "POST /v1/batches/:institution/:number/credentials": { credentials: [{}] },
  "POST /v1/batches/:institution/:number/seal": undefined,
  "POST /v1/batches/:institution/:number/corrections": { corrections: [{ index: 0, learner: "a@example.org" }] },
  "POST /v1/learner-records": {
    institution: 2,
    credentials: [{}],
    learner: { kind: "email", value: "a@example.org" },
  },
  "POST /v1/access/keys": { institution: 2, roles: ["officer"], label: "one of a table" },
  "POST /v1/access/invitations": { institution: 2, role: "officer" },
  "POST /v1/rounds/:id/close": undefined,
  "POST /v1/rounds/:id/decide": undefined,
};

/** Values for the members of a path. */
export function pathOf(route: string, ids: Readonly<Record<"key" | "grant" | "invitation", string>>): string {
  const path = route.slice(route.indexOf(" ") + 1);
  const stored = /\/access\/(key|grant|invitation)s/.exec(path)?.[1] as "key" | "grant" | "invitation" | undefined;
  const id = stored === undefined ? (path.includes("/institutions/") ? "2" : HEX) : ids[stored];
  return path
    .replace(":institution", "2")
    .replace(":number", "1")
    .replace(":index", "0")
    .replace(":mount", "eddsa-rdfc-2022")
    .replace(/:digest|:round/, HEX)
    .replace(":id", id);
}
