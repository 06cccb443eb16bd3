import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Artifact } from "@nomicfoundation/ignition-core";
import type { PlannedName } from "@peerseal/sdk";
import { z } from "zod";
import { ROOT } from "../lib/report.ts";

/** The contracts of a network and the folder of each. */
const FOLDERS = {
  PasskeyVerifier: "libraries",
  InstitutionGovernor: "governance",
  SoleGovernor: "governance",
  MemberRegistry: "network",
  RubricRegistry: "course",
  RoundRegistry: "round",
  FollowUpRegistry: "round",
  QualityPolicy: "round",
  VerificationLens: "network",
  NetworkDirectory: "network",
} as const satisfies Record<PlannedName, string>;

const References = z.record(z.string(), z.array(z.strictObject({ start: z.int(), length: z.int() })));
const Compiled = z.object({
  _format: z.string(),
  contractName: z.string(),
  sourceName: z.string(),
  abi: z.array(z.record(z.string(), z.unknown())),
  bytecode: z.string(),
  deployedBytecode: z.string(),
  linkReferences: z.record(
    z.string(),
    z.record(z.string(), z.array(z.strictObject({ start: z.int(), length: z.int() }))),
  ),
  deployedLinkReferences: z.record(
    z.string(),
    z.record(z.string(), z.array(z.strictObject({ start: z.int(), length: z.int() }))),
  ),
  immutableReferences: References.default({}),
});

/** What the compiler made of a contract. @throws where it is not built. */
export function readArtifact(name: PlannedName): Artifact {
  const path = join(ROOT, "artifacts", "contracts", FOLDERS[name], `${name}.sol`, `${name}.json`);
  return Compiled.parse(JSON.parse(readFileSync(path, "utf8")));
}
