import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { RULES, type Rule, ruleOf } from "../../access/rules.js";
import { problemsOf } from "../routes/answers.js";

/** Names in `components.securitySchemes`. */
export const SECURITY_SCHEMES = {
  apiKey: { type: "http", scheme: "bearer", description: "`ps_test_...` or `ps_live_...`" },
  session: { type: "apiKey", in: "cookie", name: "__Host-peerseal-session", description: "Set by signing in" },
} as const;

type Transform = typeof jsonSchemaTransform;

/** Describes a route with who may use it, from the same table that is enforced. */
export const transformWithAccess: Transform = (input) => {
  const { schema, route } = input;
  const rule = ruleOf(RULES, [route.method].flat()[0] ?? "GET", route.url);
  if (schema === undefined || rule === null || schema.hide === true) return jsonSchemaTransform(input);
  const { description } = schema;
  const described = {
    ...schema,
    ...(rule.allow === "public" ? {} : { description: [description, sentenceOf(rule)].filter(Boolean).join(" ") }),
    ...(isClosed(rule) ? { response: withRefusals(schema.response) } : {}),
    security: isClosed(rule) ? [{ apiKey: [] }, { session: [] }] : [],
  };
  return jsonSchemaTransform({ ...input, schema: described });
};

const isClosed = ({ allow }: Rule): boolean => allow !== "public" && allow !== "signed";

function withRefusals(response: unknown): object {
  const refusals = problemsOf("credentials-missing", "not-allowed");
  return typeof response === "object" && response !== null ? { ...refusals, ...response } : refusals;
}

function sentenceOf(rule: Rule): string {
  if (rule.allow === "signed") return `Needs no key: ${lowered(rule.reason)}`;
  if (rule.allow === "known") return "For whoever has a key or a session.";
  if (!("of" in rule)) return "";
  const where = rule.of === "registry" ? "of the registry" : "of the institution";
  const purpose = rule.purpose === undefined ? "" : `; keys need the purpose \`${rule.purpose}\``;
  return `For ${rule.allow.join(", ")} ${where}${purpose}: ${lowered(rule.reason)}`;
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
