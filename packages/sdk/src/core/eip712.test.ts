import { readFileSync } from "node:fs";
import { TypedDataEncoder, verifyTypedData, Wallet } from "ethers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIONS, type ActionName, type SignedAction } from "./actions.js";
import {
  actionDigest,
  actionTypes,
  type Domain,
  documentDigestOf,
  domainOf,
  fieldsOf,
  isActionName,
  parseSignedAction,
} from "./eip712.js";
import { type ErrorCode, PeersealError } from "./errors.js";
import { parseAddress } from "./ids.js";

const CONTRACT = parseAddress(`0x${"c0".repeat(20)}`);
const DOMAIN = domainOf(31337, CONTRACT);
const NAMES = Object.keys(ACTIONS).filter(isActionName);
const INTERFACES = {
  institutions: "IInstitutionRegistry",
  courses: "ICourseRegistry",
  rubrics: "IRubricRegistry",
  rounds: "IRoundRegistry",
  credentials: "ICredentialRegistry",
  followUps: "IFollowUpRegistry",
  directory: "INetworkDirectory",
};

function errorOf(act: () => unknown): { code: ErrorCode | "no error"; paths: unknown } {
  try {
    act();
  } catch (error) {
    if (!(error instanceof PeersealError)) throw error;
    const issues = error.details.issues;
    const paths = Array.isArray(issues) ? [...new Set(issues.map(({ path }) => path))] : null;
    return { code: error.code, paths };
  }
  return { code: "no error", paths: null };
}

/** A value of the highest allowed size for each type of field. */
function sample(type: string): unknown {
  const uint = /^uint(8|16|32|40|64)$/.exec(type);
  if (uint !== null) return Math.min(2 ** Number(uint[1]) - 1, Number.MAX_SAFE_INTEGER);
  switch (type) {
    case "uint256":
      return (2n ** 256n - 1n).toString();
    case "uint8[5]":
      return [2, 0, 1, 1, 0];
    case "uint32[]":
      return [1, 2];
    case "uint256[]":
    case "uint256[2]":
      return ["1", "2"];
    case "bool":
      return true;
    case "string":
      return "伊予灘大学";
    case "bytes":
      return "0x01ff";
    case "Opening":
      return structOf(actionTypes("OpenRound").Opening);
    case "Batch[]":
      return [structOf(actionTypes("AnchorBatches").Batch)];
    default:
      return `0x${"ab".repeat(type === "address" ? 20 : type === "bytes2" ? 2 : 32)}`;
  }
}
const structOf = (members: readonly { name: string; type: string }[] = []) =>
  Object.fromEntries(members.map((field) => [field.name, sample(field.type)]));
const messageOf = (name: ActionName) => Object.fromEntries(fieldsOf(name).map(([key, type]) => [key, sample(type)]));
const signed = (name: ActionName) => ({
  action: name,
  message: messageOf(name),
  authorization: { signer: `0x${"aa".repeat(20)}`, deadline: 1_900_000_000, signature: "0x" },
});

/** The compiler cannot see that the message of a union of actions is the one of its name. */
const digestIn = (domain: Domain, { action, message }: SignedAction, deadline: number) =>
  actionDigest(domain, action, message as never, deadline);

describe("actions", () => {
  it.each(NAMES)("%s has the type string that its interface writes", (name) => {
    const path = new URL(`../../../../contracts/interfaces/${INTERFACES[ACTIONS[name].contract]}.sol`, import.meta.url);
    const text = readFileSync(path, "utf8")
      .replace(/\s*\/\/\/\s*/g, " ")
      .replace(/, /g, ",")
      .replace(
        "Opening(...)",
        TypedDataEncoder.from({ Opening: actionTypes("OpenRound").Opening ?? [] }).encodeType("Opening"),
      );
    expect(text).toContain(`\`${TypedDataEncoder.from(actionTypes(name)).encodeType(name)}\``);
  });

  it.each(NAMES)("%s is read back as it is, and hashed as ethers hashes it", (name) => {
    const action = parseSignedAction(signed(name));
    expect(action).toEqual(signed(name));
    const { deadline } = action.authorization;
    const expected = TypedDataEncoder.hash(DOMAIN, actionTypes(name), { ...messageOf(name), deadline });
    expect(digestIn(DOMAIN, action, deadline)).toBe(expected);
  });

  it("are signed for one contract, chain and deadline", async () => {
    const wallet = new Wallet(`0x${"11".repeat(32)}`);
    const action = parseSignedAction(signed("Anchor"));
    const { deadline } = action.authorization;
    const value = { ...action.message, deadline };
    const signature = await wallet.signTypedData(DOMAIN, actionTypes("Anchor"), value);
    expect(verifyTypedData(DOMAIN, actionTypes("Anchor"), value, signature)).toBe(wallet.address);
    const digest = digestIn(DOMAIN, action, deadline);
    for (const other of [domainOf(1, CONTRACT), domainOf(31337, parseAddress(`0x${"c1".repeat(20)}`))]) {
      expect(digestIn(other, action, deadline)).not.toBe(digest);
    }
    expect(digestIn(DOMAIN, action, deadline + 1)).not.toBe(digest);
  });

  it.each(NAMES)("%s is refused with a member too many or too few", (name) => {
    const action = signed(name);
    expect(errorOf(() => parseSignedAction({ ...action, more: 1 })).code).toBe("action-invalid");
    expect(errorOf(() => parseSignedAction({ ...action, message: { ...action.message, more: 1 } })).code).toBe(
      "action-invalid",
    );
    for (const key of Object.keys(action.message)) {
      const message = Object.fromEntries(Object.entries(action.message).filter(([other]) => other !== key));
      expect(errorOf(() => parseSignedAction({ ...action, message }))).toEqual({
        code: "action-invalid",
        paths: [`message.${key}`],
      });
    }
  });

  it("leave the salt of a seal out of what is signed", () => {
    const review = parseSignedAction(signed("Review"));
    expect(actionTypes("Review").Review?.map(({ name }) => name)).not.toContain("salt");
    const { deadline } = review.authorization;
    const other = { ...review, message: { ...review.message, salt: `0x${"cd".repeat(32)}` } };
    expect(digestIn(DOMAIN, parseSignedAction(other), deadline)).toBe(digestIn(DOMAIN, review, deadline));
  });

  it("name at least one batch", () => {
    const action = signed("AnchorBatches");
    const none = { ...action, message: { ...action.message, batches: [] } };
    expect(errorOf(() => parseSignedAction(none))).toEqual({ code: "action-invalid", paths: ["message.batches"] });
  });

  const anchor = signed("Anchor");
  it.each([
    ["message.institution", { ...anchor, message: { ...anchor.message, institution: 2 ** 32 } }],
    ["message.institution", { ...anchor, message: { ...anchor.message, institution: "1" } }],
    ["message.institution", { ...anchor, message: { ...anchor.message, institution: 1.5 } }],
    ["message.number", { ...anchor, message: { ...anchor.message, number: 2 ** 53 } }],
    ["message.root", { ...anchor, message: { ...anchor.message, root: `0x${"AB".repeat(32)}` } }],
    ["message.root", { ...anchor, message: { ...anchor.message, root: "0xab" } }],
    ["authorization.signer", { ...anchor, authorization: { ...anchor.authorization, signer: `0x${"aa".repeat(32)}` } }],
    ["authorization.deadline", { ...anchor, authorization: { ...anchor.authorization, deadline: 2 ** 40 } }],
    ["authorization.signature", { ...anchor, authorization: { ...anchor.authorization, signature: "0x0" } }],
    [
      "message.nonce",
      { ...signed("SetLens"), message: { ...signed("SetLens").message, nonce: (2n ** 256n).toString() } },
    ],
    ["message.nonce", { ...signed("SetLens"), message: { ...signed("SetLens").message, nonce: "01" } }],
    ["message.nonce", { ...signed("SetLens"), message: { ...signed("SetLens").message, nonce: 1 } }],
  ])("are refused for a bad %s", (path, action) => {
    expect(errorOf(() => parseSignedAction(action))).toEqual({ code: "action-invalid", paths: [path] });
  });

  it("are refused under a name that is none, also one that every object has", () => {
    for (const action of ["Nothing", "constructor", "__proto__", "toString"]) {
      expect(errorOf(() => parseSignedAction({ ...anchor, action })).code).toBe("action-unsupported");
    }
    for (const value of [null, 1, "Anchor", [], {}]) {
      expect(errorOf(() => parseSignedAction(value)).code).toBe("action-invalid");
    }
  });

  it("name their documents", () => {
    const named = NAMES.flatMap((name) => documentDigestOf(parseSignedAction(signed(name))) ?? []);
    expect(named.map(({ schema }) => schema)).toEqual([
      "peerseal.institution/1",
      "peerseal.institution/1",
      "peerseal.course-version/1",
      "peerseal.rubric/1",
      "peerseal.round/1",
      "peerseal.round/1",
      "peerseal.review/1",
      "peerseal.reply/1",
    ]);
    expect(new Set(named.map(({ digest }) => digest))).toEqual(new Set([`0x${"ab".repeat(32)}`]));
  });

  it("never make the reader throw anything but its own errors", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.anything(), fc.anything(), (action, message, authorization) => {
        expect(["action-invalid", "no error"]).toContain(
          errorOf(() => parseSignedAction({ action, message, authorization })).code,
        );
      }),
    );
  });
});
