import { STATEMENT_RULES } from "./reading.js";
import { open, type Rule, type RuleTable, signed } from "./rule.js";

const HELD =
  "Whoever knows the digest had the credential: it covers 128 random bits and a signature, no list or log shows it, and " +
  "learners come with it from a link that their institution gave them.";

/** An officer's work on the batches of an institution that the path names. */
const issuing = (reason: string): Rule => ({
  allow: ["officer"],
  of: { params: "institution" },
  purpose: "issue",
  reason,
});

/** The same for an institution that the body names. */
const ofBody = (reason: string): Rule => ({
  allow: ["officer"],
  of: { body: "institution" },
  purpose: "issue",
  reason,
});

/** Relayed acts, batches and what is made of credentials. */
export const RELAYING_RULES: RuleTable = {
  ...STATEMENT_RULES,

  "POST /v1/actions": signed("The signature in the act is its authority, and the contract checks it."),
  "GET /v1/actions/:id": open("The id is the digest of an act, and acts go on chain."),
  "POST /v1/rounds/:id/close": signed("Anyone may: the contract checks the time and computes the rest."),
  "POST /v1/rounds/:id/decide": signed("Anyone may: the contract computes the decision, once."),

  "GET /v1/batches": open("Sizes and states of batches, as the chain will show them; no credential, no person."),
  "GET /v1/batches/:institution/:number": open("As the list: no credential, no person."),
  "POST /v1/batches": ofBody("A batch takes a number of the institution, and room in this registry."),
  "POST /v1/batches/issue": {
    allow: ["officer"],
    of: { body: "institution", absent: "own" },
    purpose: "issue",
    reason: "Signs with the keys that the institution lent.",
  },
  "POST /v1/batches/:institution/:number/credentials": issuing("What is put is anchored in the institution's name."),
  "POST /v1/batches/:institution/:number/seal": issuing("Ends the intake, and anchors with lent keys."),
  "POST /v1/batches/:institution/:number/corrections": issuing("Signs with lent keys, and marks the old as replaced."),
  "POST /v1/batches/:institution/:number/anchor": signed("The institution's signature over root and size."),
  "GET /v1/batches/:institution/:number/credentials": {
    allow: ["officer", "admin", "auditor"],
    of: { params: "institution" },
    purpose: "deliver",
    reason: "Lists learners' credentials.",
  },
  "GET /v1/batches/:institution/:number/override": {
    allow: ["officer", "admin", "auditor"],
    of: { params: "institution" },
    reason: "Tells the institution's own reasons, and who gave them.",
  },
  "DELETE /v1/batches/:institution/:number/credentials": {
    allow: ["officer"],
    of: { params: "institution" },
    purpose: "deliver",
    reason: "What is deleted is gone.",
  },

  "POST /v1/slots": ofBody("Takes places in a batch of the institution."),
  "POST /v1/leaves": ofBody("What is put is anchored in the institution's name."),
  "POST /v1/credentials": {
    allow: ["officer"],
    of: { body: "institution", absent: "own" },
    purpose: "issue",
    reason: "Signs with the keys that the institution lent.",
  },
  "GET /v1/credentials/:digest/state": open("Known by digest only, never listed; it holds times, and no person."),

  "GET /v1/receipts/:digest": open("Known by digest only, never listed; it holds hashes, and no person."),
  "GET /v1/status/:institution/:number/:index": open("The bits stand on chain."),
  "GET /v1/credentials/:digest": open(HELD),
  "GET /v1/credentials/:digest/badge.png": open(HELD),
  "GET /v1/credentials/:digest/badge.svg": open(HELD),
  "GET /v1/credentials/:digest/certificate.pdf": open(HELD),

  "POST /v1/exports/elm": open("Rewrites what is sent, unsigned; nothing is kept."),
  "POST /v1/learner-records": {
    allow: ["officer"],
    of: { body: "institution" },
    purpose: "deliver",
    reason: "Signs words that the caller chooses with the institution's key.",
  },
};
