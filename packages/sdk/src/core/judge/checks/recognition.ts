import { type Case, conclude } from "../case.js";
import type { Check } from "../verdict.js";

/** Does the chosen institution or programme count it, by which rule? Nothing is installed that could be asked. */
export function recognition(_found: Case): Check {
  return conclude("recognition", "not-installed");
}
