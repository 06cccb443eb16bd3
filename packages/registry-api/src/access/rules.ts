import { ACCESS_RULES } from "./rules/access.js";
import { STREAM_RULES, WEBHOOK_RULES } from "./rules/following.js";
import { PAGE_RULES } from "./rules/pages.js";
import { READ_RULES } from "./rules/reading.js";
import { RELAYING_RULES } from "./rules/relaying.js";
import type { Rule, RuleTable } from "./rules/rule.js";
import { VC_RULES } from "./rules/vc-api.js";

export type { Of, Rule, RuleTable } from "./rules/rule.js";

/**
 * Rules by the part of the registry that brings the routes. A part brings all of its routes or none: a rule without a
 * route beside others that have theirs is a mistake.
 */
export const RULE_GROUPS: Readonly<Record<string, RuleTable>> = {
  reading: READ_RULES,
  pages: PAGE_RULES,
  relaying: RELAYING_RULES,
  "vc-api": VC_RULES,
  access: ACCESS_RULES,
  streams: STREAM_RULES,
  webhooks: WEBHOOK_RULES,
};

/** Who may use which route: every route of the registry, by `METHOD /path/:param`. What is not here answers nobody. */
export const RULES: RuleTable = Object.assign({}, ...Object.values(RULE_GROUPS));

/** Key of a route in the table; whoever may read may ask for the headers alone. */
export function ruleKey(method: string, url: string): string {
  return `${method === "HEAD" ? "GET" : method} ${url}`;
}

/** The rule of a route; null: none, so that it answers nobody. */
export function ruleOf(rules: RuleTable, method: string, url: string): Rule | null {
  const key = ruleKey(method, url);
  return Object.hasOwn(rules, key) ? (rules[key] ?? null) : null;
}

/**
 * What is wrong between routes and rules, one line each: a route without a rule, or a rule whose route is missing while
 * others of its group are there.
 *
 * @param routes keys of all routes.
 */
export function faultsOf(
  routes: ReadonlySet<string>,
  rules: RuleTable,
  groups: Readonly<Record<string, RuleTable>> = RULE_GROUPS,
): readonly string[] {
  const bare = [...routes].filter((route) => !Object.hasOwn(rules, route)).map((route) => `${route} has no rule`);
  const stale = Object.entries(groups).flatMap(([name, group]) => {
    const keys = Object.keys(group);
    if (!keys.some((key) => routes.has(key))) return [];
    return keys.filter((key) => !routes.has(key)).map((key) => `${key} (${name}) has no route`);
  });
  return [...bare, ...stale];
}
