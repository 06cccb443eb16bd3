import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { PeersealError } from "@peerseal/sdk";

/**
 * Writes a file, readable by its owner only: it is about a person. One that is there stays unless `force` says otherwise.
 *
 * @throws PeersealError `file-exists`, `file-unwritable`.
 */
export async function writeOutput(
  path: string,
  content: Uint8Array | string,
  { cwd, force }: { readonly cwd: string; readonly force: boolean },
): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), content, { flag: force ? "w" : "wx", mode: 0o600 });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : "";
    if (code === "EEXIST") {
      throw new PeersealError("file-exists", `${path} is there already.`, { details: { path }, cause });
    }
    throw new PeersealError("file-unwritable", `${path} cannot be written (${code}).`, { details: { path }, cause });
  }
}
