import { checkFormat } from "../../credential/format.js";
import { type Case, conclude } from "../case.js";
import type { Check } from "../verdict.js";

/** Is it a well-formed OB3 or VCDM credential? */
export function format(found: Case): Check {
  const { ok, model, kind, issues } = checkFormat(found.credential);
  const evidence = { model, kind, issues: issues.map(({ path, code }) => ({ path, code })) };
  if (!ok) return conclude("format", "format-invalid", { evidence });
  return conclude("format", model === "vcdm-1.1" ? "data-model-1" : "well-formed", { evidence });
}
