import type { EventFragment, ParamType } from "ethers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAddress } from "../core/ids.js";
import { INTERFACES } from "./abi.js";
import type { NetworkContracts } from "./connect.js";
import type { EventContract } from "./events.js";
import { createLogReader } from "./fast-logs.js";
import { decodeLog, type RawLog } from "./logs.js";

const CONTRACTS = [
  "institutions",
  "courses",
  "rubrics",
  "rounds",
  "credentials",
  "followUps",
  "directory",
  "policy",
] as const satisfies readonly EventContract[];
const at = (byte: string) => parseAddress(`0x${byte.repeat(20)}`);
const ADDRESSES = {
  institutions: at("01"),
  courses: at("01"),
  credentials: at("01"),
  rubrics: at("02"),
  rounds: at("03"),
  followUps: at("04"),
  directory: at("05"),
  policy: at("06"),
} as const;
const { policy: _, ...contracts } = ADDRESSES;
const NETWORK: NetworkContracts = { chainId: 31337, contracts };
const EVENTS = CONTRACTS.flatMap((contract) =>
  INTERFACES[contract].fragments
    .filter((fragment): fragment is EventFragment => fragment.type === "event")
    .map((fragment) => [`${contract}.${fragment.name}`, contract, fragment] as const),
);

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((value) => `0x${Buffer.from(value).toString("hex")}`);

/** Values of a type, small and large ones. */
function anyOf(type: ParamType): fc.Arbitrary<unknown> {
  if (type.arrayChildren !== null) {
    const length = type.arrayLength === null || type.arrayLength === -1 ? undefined : type.arrayLength;
    const child = anyOf(type.arrayChildren);
    return length === undefined
      ? fc.array(child, { maxLength: 5 })
      : fc.array(child, { minLength: length, maxLength: length });
  }
  if (type.components !== null) return fc.tuple(...type.components.map(anyOf));
  if (type.type === "string") return fc.string({ unit: "grapheme", maxLength: 80 });
  if (type.type === "bool") return fc.boolean();
  if (type.type === "address") return bytes(20);
  if (type.type === "bytes") return fc.nat(100).chain((length) => bytes(length));
  const size = /^bytes(\d+)$/.exec(type.type)?.[1];
  if (size !== undefined) return bytes(Number(size));
  return fc.bigInt(0n, 2n ** BigInt(/\d+$/.exec(type.type)?.[0] ?? 256) - 1n);
}

function logOf(contract: EventContract, fragment: EventFragment, values: readonly unknown[]): RawLog {
  const { topics, data } = INTERFACES[contract].encodeEventLog(fragment, values);
  return { address: ADDRESSES[contract], topics, data };
}

describe("the fast reader", () => {
  const read = createLogReader(NETWORK);

  it.each(EVENTS)("reads %s as ethers does", (_name, contract, fragment) => {
    fc.assert(
      fc.property(fc.tuple(...fragment.inputs.map(anyOf)), (values) => {
        const log = logOf(contract, fragment, values);
        const expected = decodeLog(NETWORK, log);
        expect(read(log)).toEqual(expected);
        // Integers beyond 2^53 are rare, the others must be read.
        if (expected === null)
          expect(values.flat(3).some((value) => typeof value === "bigint" && value > 2n ** 53n)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("reads damaged data as ethers does, or fails where ethers does", () => {
    const damaged = fc.constantFrom(...EVENTS).chain(([, contract, fragment]) =>
      fc.tuple(...fragment.inputs.map(anyOf)).chain((values) => {
        const log = logOf(contract, fragment, values);
        return fc
          .tuple(fc.nat(Math.max(0, log.data.length - 3)), fc.constantFrom("0", "1", "f"), fc.boolean())
          .map(([place, digit, cut]) => {
            const data = cut
              ? log.data.slice(0, 2 + place)
              : log.data.slice(0, 2 + place) + digit + log.data.slice(3 + place);
            return { ...log, data: data.length < 2 ? "0x" : data };
          });
      }),
    );
    const outcome = (what: () => unknown) => {
      try {
        return { value: what() };
      } catch {
        return "failed";
      }
    };
    fc.assert(
      fc.property(damaged, (log) => {
        const expected = outcome(() => decodeLog(NETWORK, log));
        // A text that is not UTF-8 is the one thing that is read where ethers does not.
        if (expected !== "failed") expect(outcome(() => read(log))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("reads a text that is not UTF-8, which would stop whoever follows the chain", () => {
    const { topics, data } = INTERFACES.courses.encodeEventLog("CourseRegistered", [`0x${"ab".repeat(32)}`, 1, "abcd"]);
    const log = { address: ADDRESSES.courses, topics, data: data.replace("61626364", "61ff6364") };
    expect(() => decodeLog(NETWORK, log)).toThrow();
    expect(read(log)).toMatchObject({ event: "CourseRegistered", args: { code: "a\ufffdcd" } });
  });

  it("leaves foreign logs out", () => {
    const foreign = logOf("rounds", INTERFACES.rounds.getEvent("RoundClosed") as EventFragment, [
      `0x${"ab".repeat(32)}`,
    ]);
    expect(read({ ...foreign, address: at("09") })).toBeNull();
    expect(read({ ...foreign, address: ADDRESSES.rubrics })).toBeNull();
    expect(read({ ...foreign, topics: [] })).toBeNull();
  });
});
