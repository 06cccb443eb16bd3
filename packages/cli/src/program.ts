import { PeersealError } from "@peerseal/sdk";
import { Command, CommanderError } from "commander";
import { describeError, errorDocument } from "./fault.js";
import type { BakeFlags } from "./make/bake.js";
import type { CertificateFlags } from "./make/certificate.js";
import type { Surroundings } from "./surroundings.js";
import { type VerifyFlags, verifyCommand } from "./verify/command.js";

const EXIT_CODES = `
Exit codes:
  0  valid
  2  malformed, altered, forged, untrusted issuer, not anchored, or wrong course
  3  revoked, replaced, suspended, expired, or not yet valid
  4  incomplete: something required could not be checked
  1  anything else, such as a file that is no credential

Environment:
  PEERSEAL_DATA_DIR  data folder with network.json (default: .peerseal, here or in a folder above)
  RPC_URL            JSON-RPC endpoint of the chain
  PEERSEAL_NETWORK   network id, eip155:<chain id>:<directory address>
  NO_COLOR           no colours

Examples:
  peerseal verify diploma.peerseal.json
  peerseal verify badge.png
  peerseal verify *.peerseal.json --csv > verdicts.csv
  peerseal verify badge.json --receipt badge.receipt.json --at 2026-04-01
  peerseal verify badge.json --json | jq .verdict
  RPC_URL=https://rpc.example PEERSEAL_NETWORK=eip155:1:0x... peerseal verify badge.json
  peerseal bake diploma.peerseal.json --out badge.png
  peerseal certificate diploma.peerseal.json --out certificate.pdf --language ja
`;

/** Runs the command line and gives its exit code. Never throws. */
export async function run(args: readonly string[], around: Surroundings): Promise<number> {
  let code = 1;
  const program = new Command("peerseal")
    .description("Check digital credentials against the quality assurance network that recorded them.")
    .exitOverride()
    .configureOutput({ writeOut: around.out, writeErr: around.err })
    .showHelpAfterError("(peerseal --help tells more)")
    .addHelpText("after", EXIT_CODES);
  program
    .command("verify")
    .description("Verify a credential, or all in a presentation, from its file and the chain alone.")
    .argument(
      "<files...>",
      "credential (JSON, JWT), bundle (*.peerseal.json), badge (PNG, SVG), certificate (PDF), presentation, or a link to one; - reads standard input; of several, a line each",
    )
    .option("--receipt <file>", "the credential's receipt, where it is a file of its own")
    .option("--at <date>", "judge as of this time: 2026-04-01 (its first second, UTC) or 2026-04-01T12:00:00Z")
    .option("--challenge <text>", "what the holder of a presentation was asked to sign")
    .option("--domain <name>", "for whom the holder of a presentation was asked to sign")
    .option("--rpc <url>", "JSON-RPC endpoint of the chain")
    .option("--network <id>", "network whose word counts: eip155:<chain id>:<directory address>")
    .option("--data-dir <folder>", "data folder with network.json")
    .option("--json", "print the verdict, or the table, as one JSON document")
    .option("--csv", "print a table for spreadsheets, one line a file")
    .addHelpText("after", EXIT_CODES)
    .action(async (files: string[], flags: VerifyFlags) => {
      code = await verifyCommand(files, flags, around);
    });
  program
    .command("bake")
    .description("Write a badge: a PNG or SVG image with a credential and its receipt in it.")
    .argument("<file>", "whatever `verify` opens; - reads standard input")
    .requiredOption("-o, --out <image>", "image to write; its ending says which kind: .png or .svg")
    .option("--image <file>", "PNG or SVG to put the credential into; unless given, one is drawn")
    .option("--receipt <file>", "the credential's receipt, where it is a file of its own")
    .option("--language <tag>", "language of a drawn badge: en or ja")
    .option("--force", "write over a file that is there")
    .option("--json", "say what was written as one JSON document")
    .action(async (file: string, flags: BakeFlags) => {
      // Drawing takes libraries that verifying does without: they are loaded when they are needed.
      const { bakeCommand } = await import("./make/bake.js");
      code = await bakeCommand(file, flags, around);
    });
  program
    .command("certificate")
    .description("Write a PDF certificate with a credential attached.")
    .argument("<file>", "whatever `verify` opens, but for JWTs; - reads standard input")
    .requiredOption("-o, --out <pdf>", "file to write")
    .option("--page <url>", "verify page that the code on it leads to", "http://127.0.0.1:4600/verify")
    .option("--holder <name>", "name to print; the credential itself holds none")
    .option("--receipt <file>", "the credential's receipt, where it is a file of its own")
    .option("--language <tag>", "en or ja")
    .option("--force", "write over a file that is there")
    .option("--json", "say what was written as one JSON document")
    .action(async (file: string, flags: CertificateFlags) => {
      const { certificateCommand } = await import("./make/certificate.js");
      code = await certificateCommand(file, flags, around);
    });
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    // Commander has spoken already, unless a program waits for JSON.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const fault =
      error instanceof CommanderError
        ? new PeersealError("usage-invalid", error.message.replace(/^error: /, ""), { cause: error })
        : error;
    if (args.includes("--json")) around.out(`${JSON.stringify(errorDocument(fault), null, 2)}\n`);
    else if (!(error instanceof CommanderError)) around.err(describeError(fault));
    return 1;
  }
}
