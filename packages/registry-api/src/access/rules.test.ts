import { expect, test } from "vitest";
import { faultsOf, RULES, type RuleTable, ruleOf } from "./rules.js";

const rule = { allow: "public", reason: "For tests." } as const;
const groups: Record<string, RuleTable> = { one: { "GET /a": rule, "POST /a": rule }, two: { "GET /b": rule } };
const rules: RuleTable = { ...groups.one, ...groups.two };

test("a route without a rule is a fault, and so is a rule without its route", () => {
  expect(faultsOf(new Set(["GET /a", "POST /a", "GET /b"]), rules, groups)).toEqual([]);
  // A part that is not there brings none of its routes.
  expect(faultsOf(new Set(["GET /a", "POST /a"]), rules, groups)).toEqual([]);
  expect(faultsOf(new Set(["GET /a", "GET /c"]), rules, groups)).toEqual([
    "GET /c has no rule",
    "POST /a (one) has no route",
  ]);
});

test("what has no rule gets none, whatever its name", () => {
  expect(ruleOf(rules, "GET", "/a")).toBe(rule);
  expect(ruleOf(rules, "HEAD", "/a")).toBe(rule);
  for (const url of ["/none", "/b/", "toString", "__proto__"]) expect(ruleOf(rules, "GET", url)).toBeNull();
  expect(ruleOf(rules, "DELETE", "/a")).toBeNull();
});

test("every rule says why, and whoever writes is known unless what is sent proves itself", () => {
  for (const [route, { allow, reason }] of Object.entries(RULES)) {
    expect(reason.length, route).toBeGreaterThan(20);
    if (!route.startsWith("GET ") && allow === "public") {
      expect(route).toMatch(/verify|challenges|exports\/elm|\/credentials\/(issue|status|derive)$/);
    }
  }
});
