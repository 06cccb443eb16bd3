#!/usr/bin/env node
import { styleText } from "node:util";
import { run } from "./program.js";

// A reader such as `head` may leave early: what it does not want to hear is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (!("code" in error) || error.code !== "EPIPE") throw error;
  });
}

// Not process.exit: output to a pipe is written after this module has ended.
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  stdin: process.stdin,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // By Node's own rules: only on a terminal, NO_COLOR, FORCE_COLOR.
  colours: styleText("bold", ".", { stream: process.stdout }) !== ".",
});
