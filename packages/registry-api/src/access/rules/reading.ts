import { open, type RuleTable, signed } from "./rule.js";

const CHAIN = "A view of the chain, which everybody can read.";
const STATEMENT = "Signed by a fixed rule from what the chain says; the caller chooses no word of it.";

const PERMANENT = open("The same as under /v1, as data or as a page.");

/** Reading what the chain says, and what the registry says of itself. */
export const READ_RULES: RuleTable = {
  "GET /institutions/:id": PERMANENT,
  "GET /courses/:id": PERMANENT,
  "GET /versions/:id": PERMANENT,
  "GET /rounds/:id": PERMANENT,
  "GET /decisions/:round": PERMANENT,
  "GET /rubrics/:id": PERMANENT,
  "GET /batches/:institution/:number": PERMANENT,
  "GET /i/:id": PERMANENT,
  "GET /c/:id": PERMANENT,
  "GET /c/:course/v/:id": PERMANENT,
  "GET /r/:id": PERMANENT,
  "GET /b/:institution/:number": PERMANENT,
  "GET /metrics": open("Numbers without names; asked from this machine or with METRICS_TOKEN, which its route checks."),

  "GET /healthz": open("Load balancers ask before anybody signs in; it says one word."),
  "GET /readyz": open("Load balancers ask; it names parts and codes, no secret."),
  "GET /v1/network": open(CHAIN),
  "GET /v1/institutions": open(CHAIN),
  "GET /v1/institutions/:id": open(CHAIN),
  "GET /v1/institutions/:id/keys": open(CHAIN),
  "GET /v1/institutions/:id/standings": open(CHAIN),
  "GET /v1/institutions/:id/did.json": open("Verifiers need an issuer's public keys."),
  "GET /.well-known/did.json": open("Verifiers need an issuer's public keys."),
  "GET /contexts/credentials/v1": open("Verifiers need the words of a credential."),
  "GET /v1/institutions/:id/profiles": open(CHAIN),
  "GET /v1/search": open("Finds what is public: never credentials, never people."),
  "GET /v1/anchors": open(CHAIN),
  "GET /v1/anchors/:institution/:number": open(CHAIN),
  "GET /v1/anchors/:institution/:number/changes": open(CHAIN),
  "GET /v1/versions": open(CHAIN),
  "GET /v1/concerns": open(CHAIN),
  "GET /v1/concerns/:id": open(CHAIN),
  "GET /v1/seats": open(CHAIN),
  "GET /v1/listings": open(CHAIN),
  "GET /v1/history": open(CHAIN),
  "GET /v1/blocks/:number": open(CHAIN),
  "GET /v1/courses": open(CHAIN),
  "GET /v1/courses/:id": open(CHAIN),
  "GET /v1/courses/:id/versions": open(CHAIN),
  "GET /v1/versions/:id": open(CHAIN),
  "GET /v1/rubrics": open(CHAIN),
  "GET /v1/rubrics/:id": open(CHAIN),
  "GET /v1/rounds": open(CHAIN),
  "GET /v1/rounds/:id": open(CHAIN),
  "GET /v1/rounds/:id/seats": open(CHAIN),
  "GET /v1/rounds/:id/reviews": open(CHAIN),
  "GET /v1/decisions": open(CHAIN),
  "GET /v1/decisions/:round": open(CHAIN),
  "GET /v1/documents/:digest": open("Documents hold no personal data; those withheld are not served."),
  "GET /v1/documents/:digest/state": open("Says that a text is withheld, not the text."),
  "PUT /v1/documents/:digest": signed("The chain names the digest of what may be put, and nothing else is taken."),
  "PUT /v1/documents/:digest/state": {
    allow: ["admin"],
    of: "registry",
    reason: "What this registry shows of others' texts is its operator's to answer for.",
  },
};

/** Reading that comes with relaying, for it needs keys that were lent. */
export const STATEMENT_RULES: RuleTable = {
  "GET /v1/statement": open(STATEMENT),
  "GET /v1/institutions/:id/profile": open(STATEMENT),
  "GET /v1/versions/:id/endorsement": open(STATEMENT),
  "GET /v1/versions/:id/elm": open("A published document in another form."),
};
