import { createLog, rebuildIndex } from "@peerseal/registry-api";
import type { World } from "../world.ts";

/** Follows the chain anew from its first block, beside what is served, and compares the two. @returns findings */
export async function compareWithRebuild({ databaseUrl, deployment, chainUrl }: World): Promise<readonly string[]> {
  const { same, served, rebuilt } = await rebuildIndex({
    databaseUrl,
    network: deployment.network,
    rpc: chainUrl,
    settings: { firstBlock: deployment.deployedAtBlock },
    log: createLog({ logLevel: "silent" }),
    isCheck: true,
  });
  return same ? [] : [`a rebuild gives ${JSON.stringify(rebuilt)}, served is ${JSON.stringify(served)}`];
}
