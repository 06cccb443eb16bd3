import { modelOf } from "../../credential/format.js";
import { parseDateTime } from "../../credential/format-time.js";
import type { JsonObject } from "../../types.js";
import { member } from "../../values.js";
import { type Case, conclude } from "../case.js";
import type { ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";

/** Is the time within validFrom..validUntil? Both ends count. */
export function validity({ credential, at }: Case): Check {
  const { from, until } = boundsOf(credential);
  const evidence = { from: from.text, until: until.text };
  return conclude("validity", reasonOf(from.millis, until.millis, at * 1000), { evidence, at });
}

/** The reason of the validity check for a credential by itself; `at` in Unix seconds. */
export function validityReason(credential: JsonObject, at: number): ReasonCode {
  const { from, until } = boundsOf(credential);
  return reasonOf(from.millis, until.millis, at * 1000);
}

function boundsOf(credential: JsonObject): { readonly from: Bound; readonly until: Bound } {
  const old = modelOf(credential) === "vcdm-1.1";
  // Data model 1.1 has its own names and reserves those of 2.0; European credentials write these. The narrower counts.
  return {
    from: narrower(credential, old ? ["issuanceDate", "validFrom"] : ["validFrom"], Math.max),
    until: narrower(credential, old ? ["expirationDate", "validUntil"] : ["validUntil"], Math.min),
  };
}

function reasonOf(from: Bound["millis"], until: Bound["millis"], at: number): ReasonCode {
  if (from === "unreadable" || until === "unreadable") return "dates-unreadable";
  if (until !== null && !(at <= until)) return "expired";
  if (from !== null && !(at >= from)) return "not-yet-valid";
  return from === null && until === null ? "no-validity-dates" : "within-validity";
}

type Bound = { readonly text: string | null; readonly millis: number | null | "unreadable" };

function narrower(credential: JsonObject, names: readonly string[], choose: (...of: number[]) => number): Bound {
  const bounds = names.map((name) => bound(credential, name)).filter(({ millis }) => millis !== null);
  const limits = bounds.flatMap(({ millis }) => (typeof millis === "number" ? [millis] : []));
  const unreadable = bounds.find(({ millis }) => millis === "unreadable");
  const found = unreadable ?? bounds.find(({ millis }) => millis === choose(...limits));
  return found ?? { text: null, millis: null };
}

function bound(credential: JsonObject, name: string): Bound {
  const value = member(credential, name);
  if (value === undefined) return { text: null, millis: null };
  if (typeof value !== "string") return { text: null, millis: "unreadable" };
  return { text: value, millis: parseDateTime(value) ?? "unreadable" };
}
