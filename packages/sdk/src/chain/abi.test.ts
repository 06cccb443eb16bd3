import type { EventFragment, FunctionFragment, Interface } from "ethers";
import { describe, expect, it } from "vitest";
import { ACTIONS, type ActionName, STRUCTS } from "../core/actions.js";
import { CONTRACT_ERRORS } from "../core/contract-errors.js";
import { fieldsOf } from "../core/eip712.js";
import { type AbiName, INTERFACES } from "./abi.js";

const all = Object.entries(INTERFACES);

describe("errors", () => {
  const names = new Set(all.flatMap(([, abi]) => errorsOf(abi)));

  it("stand in the catalogue, each under its own name, and no others", () => {
    expect(Object.keys(CONTRACT_ERRORS).sort()).toEqual([...names].sort());
  });
});

describe("actions", () => {
  it.each(Object.keys(ACTIONS) as ActionName[])("%s has the parameters of its method, in order", (name) => {
    const { contract, method } = ACTIONS[name];
    const fields = fieldsOf(name);
    const inputs = INTERFACES[contract].getFunction(method)?.inputs ?? [];
    expect(inputs.at(-1)?.format("full")).toContain("authorization");
    const given = inputs.slice(0, -1).flatMap((input) => {
      const isWhole = fields.some(([field]) => field === input.name);
      return isWhole || input.components === null ? [input] : [...input.components];
    });
    expect(given.map(({ name, type }) => [name, type])).toEqual(
      fields.map(([field, type]) => [field, type.replace(/^(Opening|Batch)/, "tuple")]),
    );
  });

  it.each([
    ["rounds", "open", "Opening"],
    ["credentials", "anchorBatches", "Batch"],
  ] as const)("the struct in %s.%s has its members", (contract, method, struct) => {
    const inputs = INTERFACES[contract].getFunction(method)?.inputs ?? [];
    const [members] = inputs.flatMap((input) => {
      const components = input.components ?? input.arrayChildren?.components;
      return components == null ? [] : [components];
    });
    expect(members?.map(({ name, type }) => [name, type])).toEqual(STRUCTS[struct].map(([name, type]) => [name, type]));
  });

  it("are all methods that take an authorization, but for those that take many", () => {
    const methods = all.flatMap(([contract, abi]) =>
      functionsOf(abi)
        .filter(({ inputs }) => inputs.at(-1)?.name === "authorization")
        .map(({ name }) => `${contract}.${name}`),
    );
    const catalogued = Object.values(ACTIONS).map(({ contract, method }) => `${contract}.${method}`);
    expect(catalogued.sort()).toEqual(methods.sort());
  });
});

describe("events", () => {
  it("have one meaning each: no two contracts emit the same", () => {
    const topics = all.flatMap(([, abi]) => eventsOf(abi).map(({ topicHash }) => topicHash));
    expect(new Set(topics).size).toBe(topics.length);
    const emitting: AbiName[] = [
      "institutions",
      "courses",
      "rubrics",
      "rounds",
      "credentials",
      "followUps",
      "directory",
      "policy",
    ];
    for (const name of emitting) expect(eventsOf(INTERFACES[name]).length).toBeGreaterThan(0);
  });
});

function errorsOf(abi: Interface): string[] {
  const names: string[] = [];
  abi.forEachError(({ name }) => names.push(name));
  return names;
}

function functionsOf(abi: Interface): FunctionFragment[] {
  const found: FunctionFragment[] = [];
  abi.forEachFunction((fragment) => found.push(fragment));
  return found;
}

function eventsOf(abi: Interface): EventFragment[] {
  const found: EventFragment[] = [];
  abi.forEachEvent((fragment) => found.push(fragment));
  return found;
}
