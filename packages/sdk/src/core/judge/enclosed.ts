import { type Enclosed, enclosedIn } from "../credential/enclosed.js";
import { issuerNamed } from "../credential/names.js";
import { openedOf } from "../credential/open.js";
import type { JsonObject } from "../types.js";
import { isObject, listOf, member } from "../values.js";
import { type Case, caseOf, conclude } from "./case.js";
import { format } from "./checks/format.js";
import { issuer } from "./checks/issuer.js";
import { signature } from "./checks/signature.js";
import { status } from "./checks/status.js";
import { validity } from "./checks/validity.js";
import type { Evidence } from "./evidence.js";
import type { Check, EnclosedReport, EnclosedReports } from "./verdict.js";

/** Reports on each credential inside a credential by itself; those inside them are not looked at. */
export function judgeEnclosed(found: Case): EnclosedReports {
  const { found: all, more } = enclosedIn(found.credential);
  return { reports: all.map((enclosed) => report(found, enclosed)), more };
}

function report(outer: Case, enclosed: Enclosed): EnclosedReport {
  const { kind, path, beside, credential, jwt } = enclosed;
  const checks = credential === null ? [conclude("format", "format-invalid")] : checksOf(outer, path, credential, jwt);
  const named = issuerNamed(credential ?? {});
  const subject = credential === null ? undefined : listOf(member(credential, "credentialSubject"))[0];
  const about = textOf(subject, "id");
  return {
    kind,
    path,
    state: stateOf(checks),
    issuer: { id: named.id, name: named.name },
    about,
    isAboutThis: about !== null && about === beside,
    comment: textOf(subject, "endorsementComment"),
    checks,
  };
}

function checksOf(outer: Case, path: string, credential: JsonObject, jwt: string | null): readonly Check[] {
  const opened = openedOf(credential, { jwt });
  const known = outer.evidence.enclosed?.find((each) => each.path === path);
  const isBound = known?.proofs.digest === opened.digest;
  const evidence: Evidence = {
    // Results about another credential than the one that stands there are none.
    proofs: isBound && known !== undefined ? known.proofs : { digest: opened.digest, proofs: [] },
    ...(isBound && known?.status !== undefined ? { status: known.status } : {}),
    chain: {
      state: "unavailable",
      reason: "no-rpc",
      detail: "Nobody asks the chain about a credential inside another.",
    },
    courseVersion: null,
  };
  const found = caseOf(opened, opened.digest, evidence, outer.policy, outer.now, outer.at);
  return [format, signature, issuer, status, validity].map((check) => check(found));
}

/** The issuer's key is shown by the signature check's proofs; its check here can only say that the key is another's. */
function stateOf(checks: readonly Check[]): EnclosedReport["state"] {
  if (checks.some(({ result }) => result === "fail")) return "refuted";
  const isOpen = checks.some(({ check, result }) => check !== "issuer" && result === "unknown");
  const proofs = checks.find(({ check }) => check === "signature")?.evidence.proofs;
  const isIssuers = listOf(proofs).some((proof) => isObject(proof) && member(proof, "controlledByIssuer") === true);
  return isOpen || !isIssuers ? "unknown" : "verified";
}

function textOf(value: unknown, name: string): string | null {
  const text = isObject(value) ? member(value, name) : undefined;
  return typeof text === "string" ? text : null;
}
