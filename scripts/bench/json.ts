import { BASELINE_RUBRIC, generateCredentialKey, networkId, parseJson, signCredential } from "@peerseal/sdk";
import { type Comparison, mustAgree } from "./compare.ts";
import { sampleCredentials } from "./sample.ts";

const CREATED = "2026-11-01T00:00:00Z";

/** Strict parsing beside the language's own, which takes duplicate keys, unsafe numbers and any depth. */
export async function json(): Promise<Comparison[]> {
  const key = await generateCredentialKey(new Uint8Array(32).fill(7));
  const about = { network: networkId(31_337, `0x${"ab".repeat(20)}`), key, number: 1 };
  const many = sampleCredentials(200, about);
  const [first = {}] = many;
  const signed = await signCredential(first, key, { created: CREATED });
  return [
    comparisonOf("credential", "a signed credential", JSON.stringify(signed), 500),
    comparisonOf("rubric", "the baseline rubric", JSON.stringify(BASELINE_RUBRIC), 50),
    comparisonOf("list", "a list of 200 credentials", JSON.stringify(many), 5),
  ];
}

function comparisonOf(id: string, what: string, text: string, operations: number): Comparison {
  mustAgree(what, JSON.stringify(parseJson(text)) === JSON.stringify(JSON.parse(text)));
  const times = (parse: (text: string) => unknown) => () => {
    for (let i = 0; i < operations; i++) parse(text);
  };
  return {
    id: `json-${id}`,
    says: `Parse ${what} of ${Buffer.byteLength(text).toLocaleString("en-US")} bytes`,
    operations,
    contenders: [
      { name: "SDK parseJson, strict", run: times((given) => parseJson(given)) },
      { name: "JSON.parse, not strict", run: times((given) => JSON.parse(given)) },
    ],
  };
}
