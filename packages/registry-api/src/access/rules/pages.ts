import { open, type RuleTable } from "./rule.js";

const REFERENCE = open("The reference describes what is public knowledge.");

/** Reference and description of the API. Files of the web app are told apart by their registration, not by name. */
export const PAGE_RULES: RuleTable = {
  "GET /openapi.json": REFERENCE,
  "GET /docs/": REFERENCE,
  "GET /docs/js/scalar.js": REFERENCE,
};

/** Files of the web app, whatever the build named them: the same for everybody, and read at the start. */
export const PAGE_RULE = open("Static files, the same for everybody.");
