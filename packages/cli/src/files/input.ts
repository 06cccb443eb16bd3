import type { Surroundings } from "../surroundings.js";
import { readInput } from "./read.js";

/** What a user named: a file, `-` for standard input, or a link, which stays a text. */
export async function inputOf(name: string, around: Pick<Surroundings, "cwd" | "stdin">): Promise<Uint8Array | string> {
  return isLink(name) ? name : readInput(name, around);
}

/** Links, and whole credentials as JWT or `data:` URL: no file is called so. */
function isLink(name: string): boolean {
  return /^(?:https?:\/\/|data:|#[cd]=|ey[\w-]{8,}\.[\w-]+\.)/i.test(name);
}
