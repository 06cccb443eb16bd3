import { parseAddress } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { type AccountAct, readAct, withPart, writeAct } from "./account-act.js";

const [ONE, OTHER] = [`0x${"01".repeat(84)}`, `0x${"02".repeat(84)}`] as const;
const ACT: AccountAct = {
  account: { chainId: 31337, address: parseAddress(`0x${"a1".repeat(20)}`) },
  call: { to: parseAddress(`0x${"b2".repeat(20)}`), data: "0x56781388" },
  nonce: 7n,
  deadline: 1_900_000_000,
  parts: [{ signer: ONE, signature: "0x0102" }],
};

/** The word of an act with some of its members written otherwise. */
function wordOf(change: object): string {
  const value = JSON.parse(atob(writeAct(ACT).split(".")[1] ?? ""));
  return `peerseal-act-1.${btoa(JSON.stringify({ ...value, ...change })).replaceAll("=", "")}`;
}

test("an act is read as it was written, also out of a link in a message", () => {
  expect(readAct(writeAct(ACT))).toEqual(ACT);
  expect(readAct(`Please sign: https://registry.example/governance#act=${writeAct(ACT)} today`)).toEqual(ACT);
  expect(readAct(wordOf({}))).toEqual(ACT);
});

test("whatever else stands there is no act", () => {
  expect(readAct("peerseal-act-1.")).toBeNull();
  expect(readAct("peerseal-act-1.e30")).toBeNull();
  expect(readAct(writeAct(ACT).slice(0, -9))).toBeNull();
  for (const change of [
    { chainId: 0 },
    { deadline: 1.5 },
    { account: "0x01" },
    { nonce: "-1" },
    { nonce: 7 },
    { call: { to: ACT.call.to, data: "0x0" } },
    { call: { to: "governor", data: "0x" } },
    { parts: {} },
    { parts: [{ signer: ONE }] },
    { parts: [{ signer: "0x01", signature: "0x01" }] },
    { parts: [...ACT.parts, ...ACT.parts] },
  ]) {
    expect(readAct(wordOf(change)), JSON.stringify(change)).toBeNull();
  }
});

test("a passkey signs an act once", () => {
  const signed = withPart(ACT, { signer: OTHER, signature: "0x03" });
  expect(signed.parts.map(({ signer }) => signer)).toEqual([ONE, OTHER]);
  expect(withPart(signed, { signer: ONE, signature: "0x04" }).parts).toEqual([
    { signer: OTHER, signature: "0x03" },
    { signer: ONE, signature: "0x04" },
  ]);
});
