#!/usr/bin/env node
import { run } from "./program.js";

// Not process.exit: output to a pipe is written after this module has ended.
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // Node's own rules: NO_COLOR, FORCE_COLOR, and whether this is a terminal.
  colours: process.stdout.hasColors?.() ?? false,
});
