import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { Fate } from "./trial.ts";

const Line = z.object({ key: z.string(), fate: z.enum(["killed", "survived", "equal", "invalid"]), by: z.string() });

/** What is known of changes tried before, so that a run that was ended goes on where it stopped. */
export class Journal {
  readonly #path: string;
  readonly #known = new Map<string, Fate>();

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) return;
    for (const text of readFileSync(path, "utf8").split("\n")) {
      const line = Line.safeParse(parsed(text));
      if (!line.success) continue;
      const { key, fate, by } = line.data;
      this.#known.set(key, fate === "killed" ? { fate, by } : { fate });
    }
  }

  /** The fate of a change under sources of this digest; undefined if it was not tried. */
  find(key: string): Fate | undefined {
    return this.#known.get(key);
  }

  add(key: string, fate: Fate): void {
    this.#known.set(key, fate);
    const by = fate.fate === "killed" ? fate.by : "";
    appendFileSync(this.#path, `${JSON.stringify({ key, fate: fate.fate, by })}\n`);
  }
}

/** Digest of texts, order kept. */
export function digestOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest("hex");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A last line that was cut off when the run was ended.
    return null;
  }
}
