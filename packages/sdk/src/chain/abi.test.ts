import type { EventFragment, FunctionFragment, Interface } from "ethers";
import { describe, expect, it } from "vitest";
import { ACTIONS, OPENING } from "../core/actions.js";
import { CONTRACT_ERRORS } from "../core/contract-errors.js";
import { type AbiName, INTERFACES } from "./abi.js";

const all = Object.entries(INTERFACES);

describe("errors", () => {
  const names = new Set(all.flatMap(([, abi]) => errorsOf(abi)));

  it("stand in the catalogue, each under its own name, and no others", () => {
    expect(Object.keys(CONTRACT_ERRORS).sort()).toEqual([...names].sort());
  });
});

describe("actions", () => {
  it.each(Object.entries(ACTIONS))(
    "%s has the parameters of its method, in order",
    (_, { contract, method, fields }) => {
      const inputs = INTERFACES[contract].getFunction(method)?.inputs ?? [];
      expect(inputs.at(-1)?.format("full")).toContain("authorization");
      const given = inputs.slice(0, -1).flatMap((input) => {
        const isWhole = fields.some(([name]) => name === input.name);
        return isWhole || input.components === null ? [input] : [...input.components];
      });
      expect(given.map(({ name, type }) => [name, type])).toEqual(
        fields.map(([name, type]) => [name, type === ("Opening" as string) ? "tuple" : type]),
      );
    },
  );

  it("OpenRound has the members of its struct", () => {
    const members = INTERFACES.rounds.getFunction("open")?.inputs[0]?.components ?? [];
    expect(members.map(({ name, type }) => [name, type])).toEqual(OPENING.map(([name, type]) => [name, type]));
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
    const emitting: AbiName[] = ["institutions", "courses", "rubrics", "rounds", "credentials", "directory", "policy"];
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
