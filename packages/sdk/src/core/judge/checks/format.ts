import { checkFormat } from "../../credential/format.js";
import { type Case, conclude } from "../case.js";
import type { Check } from "../verdict.js";

/** Is it a well-formed OB3 or VCDM credential? */
export function format(found: Case): Check {
  const { model, kind, issues: all } = checkFormat(found.credential);
  // Whoever shows only parts of a credential leaves members out: that they are absent is no fault of its form.
  const issues = found.isDerived ? all.filter(({ code }) => code !== "absent") : all;
  const evidence = { model, kind, issues: issues.map(({ path, code }) => ({ path, code })) };
  if (issues.length > 0) return conclude("format", "format-invalid", { evidence });
  return conclude("format", model === "vcdm-1.1" ? "data-model-1" : "well-formed", { evidence });
}
