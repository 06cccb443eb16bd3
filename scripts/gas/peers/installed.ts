import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { install, isInstalled } from "../../lib/install.mjs";
import { ROOT } from "../../lib/report.ts";

/** A workspace of its own: what peers publish is never part of a normal install. */
const FOLDER = join(ROOT, "bench", "gas-peers");
const PACKAGE = "@ethereum-attestation-service/eas-contracts";

const Artifact = z.object({ abi: z.array(z.unknown()), bytecode: z.templateLiteral(["0x", z.string()]) });
/** What a peer's compiler made, as it was published. */
export type PeerArtifact = { readonly abi: string; readonly bytecode: string };

/** Whether the peers' contracts are there; installs them where they are not, which needs the npm registry. */
export async function installPeers(): Promise<boolean> {
  return isInstalled(FOLDER) || (await install(FOLDER).catch(() => false));
}

/** Reads a published artifact of the Ethereum Attestation Service. @throws where it is not installed or malformed. */
export function readEas(contract: "EAS" | "SchemaRegistry"): PeerArtifact {
  const path = join(FOLDER, "node_modules", PACKAGE, "artifacts", "contracts", `${contract}.sol`, `${contract}.json`);
  const { abi, bytecode } = Artifact.parse(JSON.parse(readFileSync(path, "utf8")));
  return { abi: JSON.stringify(abi), bytecode };
}
