import { parseArgs } from "node:util";

/** What a run of faults ends with: one line of JSON on stdout. Every count of an invariant is 0 where it holds. */
export type FaultLine = {
  readonly fault: string;
  /** Faults that were made. */
  readonly faults: number;
  /** Things that a client was told to be accepted. */
  readonly accepted: number;
  /** Accepted, and not in the database or not on chain in the end. */
  readonly lost: number;
  /** On chain twice, a nonce used for two acts, or sent before it was stored. */
  readonly double: number;
  /** Rows about the chain that the chain does not say, or lacks rows for. */
  readonly wrongRows: number;
  readonly seed: number;
  /** Facts of one kind of fault beside these. */
  readonly [fact: string]: unknown;
};

/** Whether every invariant held. */
export function holds(line: FaultLine): boolean {
  return line.lost === 0 && line.double === 0 && line.wrongRows === 0 && line.held !== false;
}

/** A mistake of whoever typed the command. */
export class Usage extends Error {}

/** A whole number among the options of a command, and its default. */
export type Numbers<Name extends string> = Readonly<Record<Name, number>>;

/**
 * Reads `--name N` for each number, `--seed S` (drawn where it is not given) and `--plant <name>`.
 *
 * @throws Usage
 */
export function readNumbers<Name extends string>(
  args: readonly string[],
  defaults: Numbers<Name>,
  plants: readonly string[] = [],
): Numbers<Name | "seed"> & { readonly plant: string | null } {
  const names = [...Object.keys(defaults), "seed"];
  const options = Object.fromEntries([...names, "plant"].map((name) => [name, { type: "string" as const }]));
  let values: Readonly<Record<string, unknown>>;
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch {
    throw new Usage(`Options: ${names.map((name) => `--${name} N`).join(", ")}.`);
  }
  const given = (name: string, otherwise: number): number => {
    const text = values[name];
    if (text === undefined) return otherwise;
    if (typeof text !== "string" || !/^(?:0|[1-9]\d{0,8})$/.test(text))
      throw new Usage(`--${name} takes a whole number.`);
    return Number(text);
  };
  const plant = typeof values.plant === "string" ? values.plant : null;
  if (plant !== null && !plants.includes(plant)) {
    throw new Usage(plants.length === 0 ? "There is nothing to plant here." : `--plant takes ${plants.join(" or ")}.`);
  }
  const read = Object.fromEntries(Object.entries<number>(defaults).map(([name, value]) => [name, given(name, value)]));
  // Every name of the defaults was read, and the seed beside them.
  return { ...read, seed: given("seed", Date.now() % 1_000_000), plant } as Numbers<Name | "seed"> & {
    readonly plant: string | null;
  };
}

/** Tells of progress and findings, on stderr: stdout belongs to the line. */
export type Tell = (text: string) => void;

export const tell: Tell = (text) => {
  process.stderr.write(`fault: ${text}\n`);
};
