/** A JSON Schema as the document holds it. */
export type Schema = { readonly [keyword: string]: unknown };

const HASH = `0x${"5e".repeat(32)}`;
const ADDRESS = `0x${"5e".repeat(20)}`;
const TIME = 1_800_000_000;

/** Believable words by the name of a member; the first that fits its schema is taken. */
const BY_NAME: Readonly<Record<string, readonly unknown[]>> = {
  action: ["PublishVersion"],
  awardedDate: ["2026-11-26T00:00:00Z"],
  base: ["https://registry.example/vc/eddsa-rdfc-2022"],
  chainId: [31_337],
  code: ["shelter-hygiene"],
  country: ["JP"],
  cursor: ["MToyMDppbnN0aXR1dGlvbnM"],
  domain: ["iyonada.example"],
  domainName: ["iyonada.example"],
  href: ["/v1/batches/1/2417851639229258"],
  language: ["ja", "en"],
  learners: [30],
  limit: [20],
  name: ["Iyonada University", { en: "Iyonada University", ja: "伊予灘大学" }],
  network: [`eip155:31337:${ADDRESS}`],
  next: ["MToyMDppbnN0aXR1dGlvbnM"],
  number: [2_417_851_639_229_258, "2417851639229258"],
  rpc: ["https://rpc.example"],
  signature: ["0x1b"],
  signer: [ADDRESS],
  title: [{ en: "Shelter hygiene after a landslide", ja: "土砂災害後の避難所衛生" }],
  reason: [{ en: "The grade column was wrong." }, "catching-up"],
  did: ["did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"],
  kind: ["email"],
};

/** Texts to be tried by form, in this order. */
const TEXTS: readonly string[] = [
  HASH,
  ADDRESS,
  "0x",
  "urn:uuid:0fc754bc-fc32-46a0-aec1-a5ef385e7ea0",
  "2026-11-26T00:00:00Z",
  "2026-11-26",
  "https://registry.example/",
  "ada@example.org",
  "1-2417851639229258-revocation",
  "12",
  "en",
  "text",
];

/**
 * An example of a schema: its own where it has one, otherwise the smallest that says something. The same for the same
 * schema, so that the document stays as it is between two starts.
 *
 * @param name of the member that it is for.
 */
export function sample(schema: Schema, name = ""): unknown {
  const { examples, anyOf, oneOf, allOf } = schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[0];
  if ("const" in schema) return schema.const;
  // The chain's zero word is seldom what is meant.
  if (Array.isArray(schema.enum)) return schema.enum.find((one) => one !== "none") ?? schema.enum[0];
  const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : null;
  if (choices !== null) return sample(choices.filter(isSchema).find(({ type }) => type !== "null") ?? {}, name);
  if (Array.isArray(allOf)) {
    return Object.assign({}, ...allOf.filter(isSchema).map((part) => sample(part, name)));
  }
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== "null") : schema.type;
  switch (type) {
    case "object":
      return sampleObject(schema, name);
    case "array":
      return sampleArray(schema, name);
    case "string":
      return sampleText(schema, name);
    case "integer":
    case "number":
      return sampleNumber(schema, name);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return {};
  }
}

function sampleObject({ properties, additionalProperties }: Schema, name: string): unknown {
  if (isSchema(properties)) {
    return Object.fromEntries(
      Object.entries(properties).flatMap(([key, part]) => (isSchema(part) ? [[key, sample(part, key)]] : [])),
    );
  }
  if (!isSchema(additionalProperties)) return {};
  const hinted = BY_NAME[name]?.find((value) => typeof value === "object");
  if (hinted !== undefined && additionalProperties.type === "string") return hinted;
  if (Object.keys(additionalProperties).length === 0) return {};
  return { en: sample(additionalProperties) };
}

function sampleArray({ prefixItems, items, minItems }: Schema, name: string): unknown {
  if (Array.isArray(prefixItems)) return prefixItems.map((item) => (isSchema(item) ? sample(item, name) : {}));
  if (!isSchema(items)) return [];
  return Array.from({ length: Math.max(1, typeof minItems === "number" ? minItems : 1) }, () => sample(items, name));
}

function sampleText({ pattern, minLength, maxLength, default: fallback }: Schema, name: string): unknown {
  const form = typeof pattern === "string" ? new RegExp(pattern, "u") : /^/;
  const fits = (value: unknown): value is string =>
    typeof value === "string" &&
    form.test(value) &&
    value.length >= (typeof minLength === "number" ? minLength : 0) &&
    value.length <= (typeof maxLength === "number" ? maxLength : Number.POSITIVE_INFINITY);
  if (fits(fallback)) return fallback;
  const given = typeof pattern === "string" ? [...(BY_NAME[name] ?? []), ...TEXTS] : [...(BY_NAME[name] ?? []), "text"];
  return [...given, ...TEXTS].find(fits) ?? "";
}

function sampleNumber({ minimum, maximum, default: fallback }: Schema, name: string): unknown {
  const low = typeof minimum === "number" ? minimum : 0;
  const high = typeof maximum === "number" ? maximum : Number.MAX_SAFE_INTEGER;
  if (typeof fallback === "number") return fallback;
  const times = name === "at" || /At$|From$|Until$|Since$|^(?:since|from|until|deadline)$/.test(name) ? [TIME] : [];
  const hinted = [...(BY_NAME[name] ?? []), ...times].find(
    (value): value is number => typeof value === "number" && value >= low && value <= high,
  );
  return hinted ?? Math.min(high, Math.max(low, 1));
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
