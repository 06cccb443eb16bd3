import { expect, test } from "vitest";
import { impliedInstitution, requireReach, requireRole } from "./decide.js";
import type { Grant, Principal, Purpose } from "./principal.js";
import type { Rule } from "./rules.js";

const rule: Extract<Rule, { readonly of: unknown }> = {
  allow: ["officer", "admin"],
  of: { body: "institution" },
  purpose: "issue",
  reason: "For tests.",
};
const who = (grants: readonly Grant[], purposes: readonly Purpose[] | null = null): Principal => ({
  kind: "key",
  id: "key_AAAAAAAAAAAAAAAA",
  grants,
  purposes,
});
const officer = (institution: number): Grant => ({ role: "officer", institution });
const admin: Grant = { role: "admin", institution: null };

test("a role counts where it is, and a registry's role everywhere", () => {
  const may = (grants: readonly Grant[], institution: number | null) => () =>
    requireReach(who(grants), rule, institution);
  expect(may([officer(2)], 2)).not.toThrow();
  expect(may([officer(2)], 3)).toThrow(expect.objectContaining({ code: "not-allowed" }));
  expect(may([officer(2)], null)).toThrow(expect.objectContaining({ code: "not-allowed" }));
  expect(may([admin], 3)).not.toThrow();
  expect(may([admin], null)).not.toThrow();
  // One role here and another there make neither here.
  expect(may([officer(2), { role: "reviewer", institution: 3 }], 3)).toThrow(
    expect.objectContaining({ details: { roles: ["officer", "admin"], institution: 3 } }),
  );
});

test("a narrowed key needs the purpose beside the role", () => {
  const may =
    (purposes: readonly Purpose[] | null, grants = [officer(2)]) =>
    () =>
      requireRole(who(grants, purposes), rule);
  expect(may(null)).not.toThrow();
  expect(may(["issue"])).not.toThrow();
  expect(may(["deliver"])).toThrow(expect.objectContaining({ code: "not-allowed", details: { purpose: "issue" } }));
  expect(may([])).toThrow(expect.objectContaining({ code: "not-allowed" }));
  expect(may(["issue"], [])).toThrow(expect.objectContaining({ details: { roles: ["officer", "admin"] } }));
});

test("where none is named, the only institution is meant, and never one of several", () => {
  const implied = (grants: readonly Grant[]) => impliedInstitution(who(grants), rule);
  expect(implied([officer(2)])).toBe(2);
  expect(implied([officer(2), { role: "reviewer", institution: 3 }])).toBe(2);
  expect(implied([admin, officer(2)])).toBeNull();
  expect(() => implied([officer(2), officer(3)])).toThrow(expect.objectContaining({ code: "not-allowed" }));
});
