import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf, parseDigest } from "../digest.js";
import { PeersealError } from "../errors.js";
import type { BatchFacts, Evidence } from "./evidence.js";
import { DEFAULT_POLICY, exitCode, judge, REQUIRED } from "./judge.js";
import { explain, REASONS } from "./reasons.js";
import { build, CREDENTIAL, DAY, edited, NETWORK, NOW, POLICY, type Sample, VERIFIED } from "./testing/sample.js";
import { SCENARIOS } from "./testing/scenarios.js";
import { CHECKS, VERDICTS, type Verdict } from "./verdict.js";

/** Ways of knowing less. Each leaves a required check without what it needs. */
const LESS: Readonly<Record<string, (evidence: Evidence) => Evidence>> = {
  "no network": (evidence) => ({
    ...evidence,
    chain: { state: "unavailable", reason: "chain-unreachable", detail: "" },
  }),
  "no batch": (evidence) => facts(evidence, { batch: null }),
  "not anchored": (evidence) => batch(evidence, { anchoredAt: null }),
  "receipt not asked about": (evidence) => batch(evidence, { matches: null }),
  "asked about another receipt": (evidence) =>
    batch(evidence, { asked: { receipt: { root: "0x", size: 1 }, credentialKeys: [] } }),
  "asked about no key": (evidence) => batch(evidence, (known) => ({ asked: { ...known.asked, credentialKeys: [] } })),
  "receipt does not match": (evidence) => batch(evidence, { matches: false }),
  "not final": (evidence) => batch(evidence, { final: false }),
  "another credential's answer": (evidence) => batch(evidence, { index: 1_000 }),
  "status makes no sense": (evidence) => batch(evidence, { statusBits: -1 }),
  "no institutions": (evidence) => facts(evidence, { institutions: [] }),
  "no versions": (evidence) => facts(evidence, { versions: [] }),
  "no proof results": (evidence) => ({ ...evidence, proofs: { ...evidence.proofs, proofs: [] } }),
  ...Object.fromEntries(
    (["unsupported", "unresolvable", "context-missing"] as const).map((outcome) => [
      outcome,
      (evidence: Evidence) => ({
        ...evidence,
        // Nothing found out about the signature either: whose key it is, the chain may tell.
        proofs: {
          ...evidence.proofs,
          proofs: evidence.proofs.proofs.map(({ agrees: _, ...proof }) => ({ ...proof, outcome })),
        },
      }),
    ]),
  ),
};

function facts(evidence: Evidence, changes: object): Evidence {
  const { chain } = evidence;
  return chain.state === "gathered"
    ? { ...evidence, chain: { ...chain, facts: { ...chain.facts, ...changes } } }
    : evidence;
}

function batch(evidence: Evidence, changes: object | ((known: BatchFacts) => object)): Evidence {
  const { chain } = evidence;
  if (chain.state !== "gathered" || chain.facts.batch === null) return evidence;
  const known = chain.facts.batch;
  return facts(evidence, { batch: { ...known, ...(typeof changes === "function" ? changes(known) : changes) } });
}

const GOOD_ONES: readonly ReturnType<typeof build>[] = SCENARIOS.flatMap(({ folder, scenario }) =>
  folder === "valid" && scenario.atDays === undefined && scenario.now === undefined ? [build(scenario.sample)] : [],
);

describe("what is not known is never good", () => {
  test("the samples are good before", () => {
    expect(GOOD_ONES.length).toBeGreaterThan(10);
    for (const { opened, evidence } of GOOD_ONES) {
      expect(judge(opened, evidence, POLICY, NOW).verdict).toBe("valid");
    }
  });

  test("no network chosen", () => {
    for (const { opened, evidence } of GOOD_ONES) {
      expect(judge(opened, evidence, DEFAULT_POLICY, NOW).verdict).toBe("incomplete");
    }
  });

  test.each(Object.entries(LESS))("%s", (_, less) => {
    for (const { opened, evidence } of GOOD_ONES) {
      const { verdict } = judge(opened, less(evidence), POLICY, NOW);
      expect(verdict).not.toBe("valid");
      expect(exitCode(verdict)).not.toBe(0);
    }
  });

  test("in any combination", () => {
    const some = fc.subarray(Object.values(LESS), { minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom(...GOOD_ONES), some, ({ opened, evidence }, less) => {
        const { verdict } = judge(
          opened,
          less.reduce((known, take) => take(known), evidence),
          POLICY,
          NOW,
        );
        expect(verdict).not.toBe("valid");
      }),
    );
  });
});

describe("total, whatever the evidence", () => {
  const junk = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      undefined,
      true,
      false,
      0,
      1,
      -1,
      5,
      Number.NaN,
      "",
      "yes",
      "false",
      [],
      {},
      NETWORK,
      NOW,
      NOW + DAY,
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  /** Replaces the value at a place, found by walking down with the numbers as long as there is something below. */
  const mutate = (value: unknown, steps: readonly number[], by: unknown): unknown => {
    const [step, ...rest] = steps;
    if (step === undefined || typeof value !== "object" || value === null || Object.keys(value).length === 0) return by;
    const keys = Object.keys(value);
    const key = keys[step % keys.length] ?? "";
    const changed = Object.entries(value).map(([name, inner]) => [
      name,
      name === key ? mutate(inner, rest, by) : inner,
    ]);
    return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
  };
  const mutation = fc.tuple(
    fc.constantFrom(...(["proofs", "chain", "courseVersion", "status", "enclosed"] as const)),
    fc.array(fc.nat(40), { maxLength: 8 }),
    junk,
  );
  // Built once: trees take longer than verdicts.
  const cases = [...SCENARIOS.map(({ scenario }) => scenario.sample ?? {}), {}, {}, {}].map(build);

  test("a verdict, and `valid` only where every required check is good", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.option(fc.integer({ min: NOW - 60 * DAY, max: NOW + DAY }), { nil: undefined }),
        ({ opened, evidence }, mutations, at) => {
          const known = mutations.reduce((of, [part, steps, by]) => changed(of, part, steps, by), evidence);
          check(judge(opened, known, POLICY, NOW, at), known, at);
        },
      ),
      { numRuns: 500 },
    );
  });

  /** Anything may change, but the digest that the proof results are bound to: another one is refused, see below. */
  function changed(
    of: Evidence,
    part: "proofs" | "chain" | "courseVersion" | "status" | "enclosed",
    steps: readonly number[],
    by: unknown,
  ) {
    const { proofs } = of;
    const value = mutate(part === "proofs" ? proofs.proofs : of[part], steps, by);
    return Object.assign({ ...of }, part === "proofs" ? { proofs: { ...proofs, proofs: value } } : { [part]: value });
  }

  function check(verdict: Verdict, { proofs, chain }: Evidence, at: number | undefined) {
    expect(VERDICTS).toContain(verdict.verdict);
    expect(verdict.checks.map((one) => one.check)).toEqual([...CHECKS]);
    for (const { reason, result } of verdict.checks) {
      expect(Object.keys(REASONS)).toContain(reason);
      expect(["pass", "fail", "warn", "unknown", "not-applicable"]).toContain(result);
    }
    const required = verdict.checks.filter((one) => REQUIRED.some((name) => name === one.check));
    const isGood = required.every(({ result }) => ["pass", "warn", "not-applicable"].includes(result));
    expect(verdict.verdict === "valid").toBe(isGood);
    if (verdict.verdict !== "valid") return;
    // Told once more from the facts themselves, without the checks.
    expect(proofs.proofs.length).toBeGreaterThan(0);
    expect(chain.state).toBe("gathered");
    if (chain.state !== "gathered") return;
    for (const { outcome, reason, agrees, key } of proofs.proofs) {
      if (outcome === "verified") continue;
      // A key that only its URL names, and that the chain was asked about.
      expect(outcome === "unresolvable" || (outcome === "invalid" && reason === "method-not-listed")).toBe(true);
      expect(agrees).toBe(true);
      expect(chain.facts.batch?.asked.credentialKeys).toContain(key);
      expect(chain.facts.institutions.map(({ domain }) => domain)).toContain("iyonada.example");
    }
    expect(chain.facts.network).toBe(NETWORK);
    expect(chain.facts.batch).toMatchObject({
      final: true,
      matches: true,
      keyAuthorised: true,
      credentialKeyAuthorised: true,
      mayIssue: true,
    });
    const { past, block, batch } = chain.facts;
    const bits = at === undefined || at >= block.time ? batch?.statusBits : past?.statusBits;
    expect(bits).toBeOneOf([0, 4]);
  }

  test("an answer in a state that nobody knows is none", () => {
    const { opened, evidence } = build();
    const known = changed(evidence, "chain", [0], "asked");
    expect(judge(opened, known, POLICY, NOW).verdict).toBe("incomplete");
  });

  test("any JSON object as the credential", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (members) => {
        const credential = JSON.parse(JSON.stringify({ ...CREDENTIAL, ...members }));
        const { opened, evidence } = build({ credential });
        check(judge(opened, evidence, POLICY, NOW), evidence, undefined);
      }),
    );
  });
});

describe("bound to the document", () => {
  const { opened, evidence } = build();
  const other = build({ credential: edited(["name"], "Another") });

  const codeOf = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof PeersealError) return error.code;
    }
    return null;
  };

  test("proof results about another document are refused", () => {
    const proofs = { digest: parseDigest(`0x${"00".repeat(32)}`), proofs: [VERIFIED] };
    expect(codeOf(() => judge(opened, { ...evidence, proofs }, POLICY, NOW))).toBe("internal");
    expect(codeOf(() => judge(opened, other.evidence, POLICY, NOW))).toBe("internal");
  });

  test("so is a document under another's digest", () => {
    const swapped = { ...other.opened, digest: opened.digest };
    expect(codeOf(() => judge(swapped, evidence, POLICY, NOW))).toBe("internal");
  });
});

describe("the verdict", () => {
  test("says what it is about", () => {
    const { opened, evidence } = build();
    expect(judge(opened, evidence, DEFAULT_POLICY, NOW)).toMatchObject({
      digest: opened.digest,
      network: NETWORK,
      at: NOW,
      now: NOW,
    });
    expect(judge(opened, evidence, DEFAULT_POLICY, NOW, NOW - DAY)).toMatchObject({ at: NOW - DAY, now: NOW });
  });

  test("names its sources, and the time that each answer is about", () => {
    const { opened, evidence } = build();
    const { checks } = judge(opened, evidence, POLICY, NOW);
    const told = Object.fromEntries(checks.map(({ check, source }) => [check, source]));
    const chain = "http://127.0.0.1:8545 block 4711";
    expect(told).toEqual({
      format: "file",
      signature: "file",
      issuer: chain,
      anchor: chain,
      status: chain,
      validity: "file",
      course: chain,
      quality: chain,
      recognition: "file",
    });
    expect(checks.find(({ check }) => check === "status")?.at).toBe(NOW - 10);
    expect(checks.find(({ check }) => check === "validity")?.at).toBe(NOW);
  });

  test("can be written as JSON", () => {
    for (const { scenario } of SCENARIOS) {
      const { opened, evidence } = build(scenario.sample);
      const verdict = judge(opened, evidence, POLICY, NOW);
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
    }
  });

  test("keeps the order: the first word that applies", () => {
    const worst: Sample = {
      credential: edited(["validUntil"], "2026-11-02T00:00:00Z"),
      batch: { statusBits: 3, keyAuthorised: false, mayIssue: false },
      proofs: [{ ...VERIFIED, outcome: "invalid" }],
    };
    const verdictOf = (sample: Sample) => {
      const { opened, evidence } = build(sample);
      return judge(opened, evidence, POLICY, NOW).verdict;
    };
    expect(verdictOf({ ...worst, credential: edited(["type"], ["OpenBadgeCredential"]) })).toBe("malformed");
    expect(verdictOf(worst)).toBe("altered");
    const signed: Sample = { ...worst, proofs: [VERIFIED] };
    expect(verdictOf(signed)).toBe("revoked");
    expect(verdictOf({ ...signed, batch: { ...signed.batch, statusBits: 2 } })).toBe("untrusted-issuer");
    expect(verdictOf({ ...signed, batch: { statusBits: 2, mayIssue: false } })).toBe("wrong-course");
    expect(verdictOf({ ...signed, batch: { statusBits: 2 } })).toBe("suspended");
    expect(verdictOf({ ...signed, batch: { statusBits: 0 } })).toBe("expired");
  });
});

describe("reasons", () => {
  test("a failure of a required check leads to a word, and nothing else does", () => {
    const lane = ["standard-not-met", "review-rescinded"];
    for (const [code, reason] of Object.entries(REASONS)) {
      expect("verdict" in reason, code).toBe(reason.result === "fail" && !lane.includes(code));
    }
  });

  test("are told in both languages", () => {
    for (const reason of Object.keys(REASONS)) {
      expect(explain({ reason }, "en")).toMatch(/^[A-Z].*\.$/);
      expect(explain({ reason }, "ja")).toMatch(/[ぁ-ん].*。$/);
    }
    expect(explain({ reason: "of-a-later-version" }, "en")).not.toBe("");
    expect(explain({ reason: "toString" }, "ja")).not.toBe("");
  });

  test("avoid the words that belong to statutory bodies", () => {
    for (const { ja, en } of Object.values(REASONS)) {
      expect(ja).not.toMatch(/認証|品質保証|適合/);
      expect(en).not.toMatch(/assured|accredited|compliant/);
    }
  });
});

test("a published list of ours that contradicts the chain is a note, and nothing more", () => {
  const result = {
    entry: 0,
    purpose: "revocation",
    outcome: "set",
    fault: null,
    value: 1,
    message: null,
    list: "https://registry.example/status/1",
    listIssuer: null,
    listByIssuer: false,
    validUntil: null,
  } as const;
  const noteOf = (statusBits: number) => {
    const { opened, evidence } = build({ status: [result], batch: { statusBits } });
    const verdict = judge(opened, evidence, POLICY, NOW);
    const check = verdict.checks.find(({ check }) => check === "status");
    return [verdict.verdict, check?.evidence.lists];
  };
  expect(noteOf(0)).toEqual(["valid", [{ ...result, contradictsChain: true }]]);
  expect(noteOf(1)).toEqual(["revoked", [result]]);
});

test("what lists say about another credential is not looked at", () => {
  const credential = edited(["credentialStatus"], { id: "https://status.example/1", type: "BitstringStatusListEntry" });
  const { opened, evidence } = build({ credential, receipt: null, facts: { batch: null }, status: [] });
  const status = { digest: digestOf("another"), at: NOW, entries: [] };
  const verdict = judge(opened, { ...evidence, status }, POLICY, NOW);
  const check = verdict.checks.find(({ check }) => check === "status");
  expect([check?.result, check?.reason, check?.evidence]).toEqual(["unknown", "foreign-status", {}]);
});
