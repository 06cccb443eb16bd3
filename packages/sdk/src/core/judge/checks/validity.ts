import { modelOf } from "../../credential/format.js";
import { member } from "../../credential/format-rules.js";
import { parseDateTime } from "../../credential/format-time.js";
import type { JsonObject } from "../../types.js";
import { type Case, conclude } from "../case.js";
import type { ReasonCode } from "../reasons.js";
import type { Check } from "../verdict.js";

/** Is the time within validFrom..validUntil? Both ends count. */
export function validity({ credential, at }: Case): Check {
  const old = modelOf(credential) === "vcdm-1.1";
  const from = bound(
    credential,
    old && member(credential, "issuanceDate") !== undefined ? "issuanceDate" : "validFrom",
  );
  const until = bound(credential, old ? "expirationDate" : "validUntil");
  const evidence = { from: from.text, until: until.text };
  return conclude("validity", reasonOf(from.millis, until.millis, at * 1000), { evidence, at });
}

function reasonOf(from: Bound["millis"], until: Bound["millis"], at: number): ReasonCode {
  if (from === "unreadable" || until === "unreadable") return "dates-unreadable";
  if (until !== null && !(at <= until)) return "expired";
  if (from !== null && !(at >= from)) return "not-yet-valid";
  return from === null && until === null ? "no-validity-dates" : "within-validity";
}

type Bound = { readonly text: string | null; readonly millis: number | null | "unreadable" };

function bound(credential: JsonObject, name: string): Bound {
  const value = member(credential, name);
  if (value === undefined) return { text: null, millis: null };
  if (typeof value !== "string") return { text: null, millis: "unreadable" };
  return { text: value, millis: parseDateTime(value) ?? "unreadable" };
}
