import { readFileSync } from "node:fs";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";
import { apply, type Mutant } from "./generate.ts";

const Accepted = z.array(
  z.strictObject({ file: z.string(), before: z.string(), after: z.string(), reason: z.string().min(20) }),
);
const Planted = z.array(
  z.strictObject({ name: z.string(), says: z.string(), file: z.string(), from: z.string(), to: z.string() }),
);
export type PlantedFault = z.output<typeof Planted>[number];

/** Survivors that are known, with the reason why no test can or need kill them. */
export function readAccepted(path: string): z.output<typeof Accepted> {
  return Accepted.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** The planted faults. */
export function readPlanted(path: string): readonly PlantedFault[] {
  return Planted.parse(JSON.parse(readFileSync(path, "utf8")));
}

/**
 * The source with a fault in it.
 *
 * @throws PeersealError `config-invalid` unless the text to replace is there exactly once.
 */
export function plant(fault: PlantedFault, text: string): string {
  const parts = text.split(fault.from);
  if (parts.length !== 2) {
    const message = `The fault "${fault.name}" does not fit ${fault.file}: its text is there ${parts.length - 1} times.`;
    throw new PeersealError("config-invalid", message);
  }
  return parts.join(fault.to);
}

/** The lines that a change touches, before and after it, spaces joined: how lists name a change. */
export function linesOf(text: string, mutant: Mutant): { readonly before: string; readonly after: string } {
  const from = text.lastIndexOf("\n", mutant.start - 1) + 1;
  const next = text.indexOf("\n", mutant.end);
  const until = next < 0 ? text.length : next;
  const after = apply(text, mutant);
  return {
    before: joined(text.slice(from, until)),
    after: joined(after.slice(from, until + after.length - text.length)),
  };
}

function joined(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
