import { exitCode, PeersealError, type Verdict, verify, verifyPresentation } from "@peerseal/sdk";
import { inputOf } from "../files/input.js";
import { loadFile } from "../files/load.js";
import { readInput } from "../files/read.js";
import type { Surroundings } from "../surroundings.js";
import { parseAt } from "./date.js";
import { hintFor } from "./hint.js";
import { type LocateFlags, type Location, locate } from "./locate.js";
import { verifyFiles } from "./many.js";
import { isPresentation, presentationReport } from "./presentation.js";
import { report } from "./report.js";

export type VerifyFlags = LocateFlags & {
  readonly receipt?: string;
  readonly at?: string;
  readonly challenge?: string;
  readonly domain?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
};

/**
 * `peerseal verify`: prints the verdict and gives its exit code; of several files, or of a presentation, that of the worst.
 *
 * @throws PeersealError where there is no verdict: unreadable file, file that is no credential, wrong setting.
 */
export async function verifyCommand(
  files: readonly string[],
  flags: VerifyFlags,
  around: Surroundings,
): Promise<number> {
  const [file, ...others] = files;
  if (file !== undefined && others.length === 0 && flags.csv !== true) return verifyOne(file, flags, around);
  for (const [name, value] of Object.entries({
    receipt: flags.receipt,
    challenge: flags.challenge,
    domain: flags.domain,
  })) {
    if (value !== undefined) throw new PeersealError("usage-invalid", `--${name} is for one file.`);
  }
  return verifyFiles(files, optionsOf(flags, await locate(flags, around)), flags, around);
}

function optionsOf(flags: VerifyFlags, location: Location) {
  const at = flags.at === undefined ? undefined : parseAt(flags.at);
  return {
    load: loadFile,
    ...(at === undefined ? {} : { at }),
    ...(location.rpc === null ? {} : { rpc: location.rpc }),
    ...(location.network === null ? {} : { network: location.network }),
  };
}

async function verifyOne(file: string, flags: VerifyFlags, around: Surroundings): Promise<number> {
  // Before anything is read: a date that cannot be read is the user's to mend first.
  if (flags.at !== undefined) parseAt(flags.at);
  const input = await inputOf(file, around);
  const receipt = flags.receipt === undefined ? undefined : await readInput(flags.receipt, around);
  const location = await locate(flags, around);
  const options = optionsOf(flags, location);
  const print = (value: object, text: string) =>
    around.out(flags.json === true ? `${JSON.stringify(value, null, 2)}\n` : text);
  try {
    const verdict = await verify(input, { ...options, ...(receipt === undefined ? {} : { receipt }) });
    print(verdict, report(verdict, { file: shortened(file), ...around }));
    talk(verdict, location, around);
    return exitCode(verdict.verdict);
  } catch (error) {
    if (!isPresentation(error)) throw error;
    const { challenge, domain } = flags;
    const presented = await verifyPresentation(input, {
      ...options,
      ...(receipt === undefined ? {} : { receipts: [receipt] }),
      ...(challenge === undefined ? {} : { challenge }),
      ...(domain === undefined ? {} : { domain }),
    });
    print(presented, presentationReport(presented, { file: shortened(file), ...around }));
    return exitCode(presented.worst);
  }
}

function talk(verdict: Verdict, location: Location, around: Surroundings): void {
  const hint = hintFor(verdict, location);
  if (hint !== null) around.err(`peerseal: ${hint}\n`);
}

/** A link may hold a whole credential. */
function shortened(name: string): string {
  return name.length <= 120 ? name : `${name.slice(0, 80)}…`;
}
