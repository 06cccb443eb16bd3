import type { Plan, PlanInputs } from "./plan.ts";
import type { Check } from "./verify.ts";

/** The contracts of a plan with their addresses, one line each. */
export function addressTable({ contracts }: Plan): string {
  const width = Math.max(...contracts.map(({ name }) => name.length));
  return contracts.map(({ name, address }) => `  ${name.padEnd(width)}  ${address}\n`).join("");
}

/** What was asked of the chain, and its answers where they are not the expected ones. */
export function checkTable(checks: readonly Check[]): string {
  return checks
    .map(({ says, passed, found }) => `  ${passed ? "ok  " : "FAIL"} ${says}${passed ? "" : `: found ${found}`}\n`)
    .join("");
}

/** What a deployment will be made with. */
export function inputsText({ deployer, firstNonce, founders, settings }: PlanInputs): string {
  const { governance, panel, rapid, baselineRubricBy } = settings;
  const list = (values: object) =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
  return [
    `  deployer    ${deployer}, from nonce ${firstNonce} on`,
    `  governance  ${list(governance)}`,
    `  panel       ${list(panel)}`,
    `  rapid       ${list(rapid)}`,
    `  baseline    ${baselineRubricBy === 0 ? "not listed" : `of founder ${baselineRubricBy}`}`,
    ...founders.map(({ name, domain }, i) => `  founder ${i + 1}   ${name} (${domain})`),
    "",
  ].join("\n");
}
