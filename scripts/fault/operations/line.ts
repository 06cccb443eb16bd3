import { parseArgs } from "node:util";

/** What a run of faults ends with. Every count of an invariant is 0 where it holds. */
export type Line = {
  readonly fault: string;
  readonly faults: number;
  readonly accepted: number;
  readonly lost: number;
  readonly double: number;
  readonly wrongRows: number;
  readonly seed: number;
  readonly [fact: string]: unknown;
};

/** Tells of progress and findings, on stderr: stdout belongs to the line. */
export function tell(text: string): void {
  process.stderr.write(`fault: ${text}\n`);
}

/** Whole numbers among options. @throws Error with one line for people */
export function readNumbers<Name extends string>(
  args: readonly string[],
  defaults: Readonly<Record<Name, number>>,
): Readonly<Record<Name, number>> {
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: "string" as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const read = Object.entries<number>(defaults).map(([name, otherwise]) => {
    const text = values[name];
    if (text === undefined) return [name, otherwise];
    if (typeof text !== "string" || !/^(?:0|[1-9]\d{0,8})$/.test(text))
      throw new Error(`--${name} takes a whole number.`);
    return [name, Number(text)];
  });
  // Every name of the defaults was read.
  return Object.fromEntries(read) as Record<Name, number>;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
