import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openedOf } from "../../packages/sdk/src/core/credential/open.js";
import { parseJson } from "../../packages/sdk/src/core/json.js";
import { DEFAULT_POLICY, judge } from "../../packages/sdk/src/core/judge/judge.js";
import type { JsonObject } from "../../packages/sdk/src/core/types.js";
import { prove } from "../../packages/sdk/src/openbadges/prove.js";

/**
 * Credential files that other people wrote and signed. They are kept beside the repository, not in it; where the folder
 * is not there, nothing is checked, and the run says so.
 */
const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "../../../shared/fixtures");
const NOW = Date.parse("2026-11-23T00:00:00Z") / 1000;

const RDFC = "eddsa-rdfc-2022";
const JCS = "eddsa-jcs-2022";
const verified = (suite: string, controlledByIssuer: boolean) => [
  { suite, outcome: "verified", reason: "signature-valid", controlledByIssuer },
];
/** Signed by its maker, then changed on purpose. */
const wrong = (suite: string) => [{ suite, outcome: "invalid", reason: "signature-invalid", controlledByIssuer: true }];
const unsupported = (suite: string) => [
  { suite, outcome: "unsupported", reason: "suite-unsupported", controlledByIssuer: false },
];
/** The issuer is an https URL, which is not fetched; the URL's fragment names a key. */
const unresolvable = (reason: string) => [{ suite: RDFC, outcome: "unresolvable", reason, controlledByIssuer: false }];
const agrees = unresolvable("key-unresolvable-url-key-agrees");
const disagrees = unresolvable("key-unresolvable-url-key-disagrees");

type Expected = {
  /** `warn`: in the form of VCDM 1.1, which Open Badges 3.0 has left. */
  readonly format: "pass" | "warn";
  readonly proofs: readonly object[];
  readonly validity: "within-validity" | "expired" | "no-validity-dates";
};

/** What must be found in each file, as of 2026-11-23. */
const EXPECTED: Readonly<Record<string, Expected>> = {
  // The context of CLR 2.0 is in no package: not even whether the signature agrees with the URL's key can be said.
  "1edtech/clr20-simple.json": {
    format: "pass",
    proofs: unresolvable("key-unresolvable"),
    validity: "within-validity",
  },
  "1edtech/ob30-complete.json": { format: "pass", proofs: agrees, validity: "within-validity" },
  "1edtech/ob30-endorsement-valid.json": { format: "pass", proofs: agrees, validity: "within-validity" },
  "1edtech/ob30-err-expired.json": { format: "pass", proofs: agrees, validity: "expired" },
  "1edtech/ob30-err-proof-value.json": { format: "pass", proofs: disagrees, validity: "within-validity" },
  "dcc/ob3-vc2-ed25519-2020-revoked.json": {
    format: "pass",
    proofs: verified("Ed25519Signature2020", true),
    validity: "within-validity",
  },
  "dcc/ob3-vc2-ed25519-2020-valid.json": {
    format: "pass",
    proofs: verified("Ed25519Signature2020", true),
    validity: "within-validity",
  },
  "dcc/ob3-vc2-eddsa-alignments.json": { format: "pass", proofs: verified(RDFC, true), validity: "within-validity" },
  "dcc/ob3-vc2-eddsa-basic.json": { format: "pass", proofs: verified(RDFC, true), validity: "within-validity" },
  "dcc/ob3-vc2-tampered-statuslist.json": {
    format: "pass",
    proofs: verified("Ed25519Signature2020", true),
    validity: "no-validity-dates",
  },
  "dcc/statuslist-tampered.json": {
    format: "pass",
    proofs: wrong("Ed25519Signature2020"),
    validity: "within-validity",
  },
  "dcc/statuslist-valid.json": {
    format: "pass",
    proofs: verified("Ed25519Signature2020", true),
    validity: "within-validity",
  },
  "dcc/unsigned-course-certificate.json": { format: "warn", proofs: [], validity: "within-validity" },
  "dcc/unsigned-program-certificate.json": { format: "warn", proofs: [], validity: "within-validity" },
  "europe/EbsiDiplomaVerifiableAccreditation.json": {
    format: "warn",
    proofs: unsupported("EidasSeal2019"),
    validity: "expired",
  },
  "europe/elm-microcredential-annex1.jsonld": { format: "warn", proofs: [], validity: "within-validity" },
  // Proof-level vectors: the key verifies, but nothing says that it is the https issuer's.
  "w3c/eddsa-jcs-2022-signed.json": { format: "pass", proofs: verified(JCS, false), validity: "within-validity" },
  "w3c/eddsa-rdfc-2022-signed.json": { format: "pass", proofs: verified(RDFC, false), validity: "within-validity" },
};

/** What the signature check makes of the proofs: nothing found out is never good, and a file without a proof is none. */
const SIGNATURE = { unsigned: "fail", verified: "pass", wrong: "fail", open: "unknown" } as const;

function resultOf(proofs: readonly { readonly outcome: string }[]): keyof typeof SIGNATURE {
  if (proofs.length === 0) return "unsigned";
  if (proofs.some(({ outcome }) => outcome === "invalid")) return "wrong";
  return proofs.every(({ outcome }) => outcome === "verified") ? "verified" : "open";
}

const present = existsSync(FOLDER);
if (!present) process.stderr.write(`notice: ${FOLDER} is not there: the files of other makers are not checked\n`);

describe.skipIf(!present)("real credential files", () => {
  test("are all in the table", () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
      /\.json(ld)?$/.test(name),
    );
    expect(files.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  test.each(Object.entries(EXPECTED))("%s", async (name, expected) => {
    const opened = openedOf(parseJson(readFileSync(join(FOLDER, name))) as JsonObject);
    const proofs = await prove(opened.credential);
    const evidence = {
      proofs,
      chain: { state: "unavailable", reason: "no-rpc", detail: "" },
      courseVersion: null,
    } as const;
    const verdict = judge(opened, evidence, DEFAULT_POLICY, NOW);
    const check = (wanted: string) => verdict.checks.find((each) => each.check === wanted);
    expect({
      format: check("format")?.result,
      proofs: proofs.proofs.map(({ suite, outcome, reason, controlledByIssuer }) => ({
        suite,
        outcome,
        reason,
        controlledByIssuer,
      })),
      validity: check("validity")?.reason,
    }).toEqual(expected);
    expect(proofs.digest).toBe(opened.digest);
    expect(check("signature")?.result).toBe(SIGNATURE[resultOf(proofs.proofs)]);
    expect(verdict.verdict).not.toBe("valid");
  });
});
