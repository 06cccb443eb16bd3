// Says what is wrong with a registry and its surroundings, and what to do about it. Usage: npm run doctor [-- --json]
import { runDoctor } from "@peerseal/registry-api";
import { forgiveLeaving, lineOf } from "./lib/command.ts";

forgiveLeaving(process.stdout);
try {
  process.exitCode = await runDoctor(process.argv.slice(2), process.env, (text) => process.stdout.write(text));
} catch (error) {
  process.stderr.write(`${lineOf(error)}\n`);
  process.exitCode = 1;
}
