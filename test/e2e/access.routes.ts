/**
 * Who may use which route, written down a second time, so that a slip in the registry's own table does not pass:
 * `everybody`, `known` (any key or session that holds), `operator` (an admin of the whole registry), or the roles that may in the institution that is asked for.
 */
export type Expected = "everybody" | "known" | "operator" | readonly ("officer" | "reviewer" | "admin" | "auditor")[];

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
  "GET /v1/batches/:institution/:number/override": ["officer", "admin", "auditor"],
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
  "GET /metrics": "everybody",
  "GET /institutions/:id": "everybody",
  "GET /courses/:id": "everybody",
  "GET /versions/:id": "everybody",
  "GET /rounds/:id": "everybody",
  "GET /decisions/:round": "everybody",
  "GET /rubrics/:id": "everybody",
  "GET /batches/:institution/:number": "everybody",
  "GET /i/:id": "everybody",
  "GET /c/:id": "everybody",
  "GET /c/:course/v/:id": "everybody",
  "GET /r/:id": "everybody",
  "GET /b/:institution/:number": "everybody",
  "GET /v1/institutions/:id/profiles": "everybody",
  "GET /v1/search": "everybody",
  "GET /v1/anchors": "everybody",
  "GET /v1/anchors/:institution/:number": "everybody",
  "GET /v1/anchors/:institution/:number/changes": "everybody",
  "GET /v1/versions": "everybody",
  "GET /v1/concerns": "everybody",
  "GET /v1/concerns/:id": "everybody",
  "GET /v1/seats": "everybody",
  "GET /v1/listings": "everybody",
  "GET /v1/history": "everybody",
  "GET /v1/blocks/:number": "everybody",
  "PUT /v1/documents/:digest": "everybody",
  "GET /v1/documents/:digest/state": "everybody",
  "POST /v1/verify/bulk": "everybody",
  "GET /v1/credentials/:digest/state": "everybody",
  "GET /v1/events": "everybody",
  "GET /v1/batches/:institution/:number/events": "everybody",
  "GET /v1/actions/:id/events": "everybody",
  "PUT /v1/documents/:digest/state": "operator",
  "POST /v1/slots": officers,
  "POST /v1/leaves": officers,
  "POST /v1/credentials": officers,
  "POST /v1/webhooks": ["officer", "admin"],
  "POST /v1/webhooks/:id/enable": ["officer", "admin"],
  "POST /v1/webhooks/:id/rotate": ["officer", "admin"],
  "POST /v1/webhooks/:id/test": ["officer", "admin"],
  "DELETE /v1/webhooks/:id": ["officer", "admin"],
  "POST /v1/webhooks/:id/deliveries/:delivery/redeliver": ["officer", "admin"],
  "GET /v1/webhooks": ["officer", "admin", "auditor"],
  "GET /v1/webhooks/:id": ["officer", "admin", "auditor"],
  "GET /v1/webhooks/:id/deliveries": ["officer", "admin", "auditor"],
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
  "POST /v1/slots": { institution: 2, courseVersion: HEX, count: 1 },
  "POST /v1/leaves": { institution: 2, leaves: [{ number: 1, index: 0, digest: HEX }] },
  "POST /v1/credentials": { institution: 2, courseVersion: HEX, learners: ["a@example.org"] },
  "PUT /v1/documents/:digest": {},
  "PUT /v1/documents/:digest/state": { state: "withheld" },
  "POST /v1/webhooks": { institution: 2, url: "https://hooks.example.org/", events: ["batch.final"] },
  "POST /v1/webhooks/:id/enable": undefined,
  "POST /v1/webhooks/:id/rotate": undefined,
  "POST /v1/webhooks/:id/test": undefined,
  "POST /v1/webhooks/:id/deliveries/:delivery/redeliver": undefined,
  "POST /v1/rounds/:id/close": undefined,
  "POST /v1/rounds/:id/decide": undefined,
};

/** What stands in the database for a table of routes to ask for. */
export type Ids = Readonly<Record<"key" | "grant" | "invitation" | "webhook", string>>;

/** Values for the members of a path. */
export function pathOf(route: string, ids: Ids): string {
  const path = route === "GET /v1/webhooks" ? "/v1/webhooks?institution=2" : route.slice(route.indexOf(" ") + 1);
  const stored = /\/(key|grant|invitation|webhook)s\/:id/.exec(path)?.[1] as keyof Ids | undefined;
  const id = stored === undefined ? (path.includes("/institutions/") ? "2" : HEX) : ids[stored];
  return path
    .replace(":institution", "2")
    .replace(":course", HEX)
    .replace(":number", "1")
    .replace(":index", "0")
    .replace(":mount", "eddsa-rdfc-2022")
    .replace(":delivery", `del_${"a".repeat(22)}`)
    .replace(/:digest|:round/, HEX)
    .replace(":id", id);
}
