import { open, type Rule, type RuleTable } from "./rule.js";

const TEST = open("In test mode only, where a test issuer signs for whoever is on this machine; off, it answers 404.");
const VERIFYING = open("Verifying needs nobody's leave; nothing is kept.");

const mounted = (path: string, rule: Rule): RuleTable => ({ [`POST ${path}`]: rule, [`POST /vc/:mount${path}`]: rule });

/** Verifying, W3C's VC API and status lists: for verifiers who know nothing of us. */
export const VC_RULES: RuleTable = {
  "GET /status/:id": open("Verifiers need status lists; they hold bits, and no person."),
  "POST /v1/verify": VERIFYING,
  "POST /v1/verify/bulk": VERIFYING,
  "GET /vc": open("Names of mounts and suites."),
  ...mounted("/credentials/verify", VERIFYING),
  ...mounted("/presentations/verify", VERIFYING),
  ...mounted("/credentials/issue", TEST),
  ...mounted("/credentials/status", TEST),
  ...mounted("/credentials/derive", TEST),
};
