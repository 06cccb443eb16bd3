import { parseJson } from "@peerseal/sdk";
import { type Comparison, mustAgree } from "./compare.ts";

const MEBIBYTE = 1 << 20;
const bytes = (text: string) => new TextEncoder().encode(text);

/** Bodies of the largest size that most routes take, each with one fault as late as it can be: how long until it is found. */
export function refusals(): Comparison[] {
  const late = (dense: string, fault: string, end: string) => {
    const room = MEBIBYTE - 16 - fault.length - end.length;
    return bytes(`{"a":[${dense.repeat(Math.floor(room / bytes(dense).length))}0],${fault}${end}`);
  };
  const text = "x".repeat(MEBIBYTE - 40);
  return [
    refusal("json-encoding", "invalid UTF-8 at the end", Buffer.concat([bytes(`{"a":"${text}`), Uint8Array.of(0xff)])),
    refusal("json-size", "a byte too many", bytes(`"${"x".repeat(MEBIBYTE)}"`)),
    refusal("json-depth", "brackets without end", bytes("[".repeat(MEBIBYTE))),
    refusal("json-duplicate-key", "a member twice, after one long text", bytes(`{"a":"${text}","b":1,"b":2}`)),
    refusal("json-duplicate-key", "a member twice, after half a million numbers", late("1,", '"b":1,"b":2', "}")),
    refusal("json-number-range", "1e400, after 100,000 objects", late('{"a":1},', '"b":1e400', "}")),
    refusal("json-number", "2^53 + 1, after 100,000 texts", late('"避難所",', '"b":9007199254740993', "}")),
    refusal("json-nul", "NUL, after escapes", bytes(`{"a":"${"\\n".repeat(MEBIBYTE / 2 - 20)}\\u0000"}`)),
    refusal(
      "json-surrogate",
      "half a pair, after whole ones",
      bytes(`{"a":"${"😀".repeat(MEBIBYTE / 4 - 8)}\\ud83d"}`),
    ),
    refusal("json-malformed", "trailing data", bytes(`{"a":"${text}"} x`)),
  ];
}

function refusal(code: string, what: string, body: Uint8Array): Comparison {
  const refuse = () => {
    try {
      parseJson(body, { integersOnly: true, maxBytes: MEBIBYTE });
      return null;
    } catch (error) {
      return error instanceof Error && "code" in error ? error.code : null;
    }
  };
  mustAgree(`${what}: ${code}`, refuse() === code);
  return {
    id: `refuse-${code}`,
    says: `Refuse ${body.length.toLocaleString("en-US")} bytes with ${code}: ${what}`,
    operations: 1,
    contenders: [{ name: "SDK parseJson", run: () => void refuse() }],
  };
}
