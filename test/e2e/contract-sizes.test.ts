import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { ROOT } from "../../scripts/lib/report.ts";

// EIP-170 and EIP-3860: more than this no chain takes.
const MOST_CODE = 24_576;
const MOST_CREATION = 49_152;

const DEPLOYED = [
  "libraries/PasskeyVerifier",
  "governance/InstitutionGovernor",
  "governance/InstitutionAccount",
  "network/MemberRegistry",
  "course/RubricRegistry",
  "round/RoundRegistry",
  "round/FollowUpRegistry",
  "round/QualityPolicy",
  "network/VerificationLens",
  "network/NetworkDirectory",
] as const;

const Artifact = z.object({ bytecode: z.string(), deployedBytecode: z.string() });
const bytesOf = (hex: string) => (hex.length - 2) / 2;

test.each(DEPLOYED)("%s is small enough for any chain", (path) => {
  const name = path.slice(path.indexOf("/") + 1);
  const file = join(ROOT, "artifacts/contracts", `${path}.sol`, `${name}.json`);
  const { bytecode, deployedBytecode } = Artifact.parse(JSON.parse(readFileSync(file, "utf8")));
  expect(bytesOf(deployedBytecode)).toBeGreaterThan(0);
  expect(bytesOf(deployedBytecode)).toBeLessThanOrEqual(MOST_CODE);
  // Room for constructor arguments: the registry's founders take some 500 bytes each.
  expect(bytesOf(bytecode)).toBeLessThanOrEqual(MOST_CREATION - 6_000);
});
