import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createLog,
  FOLLOWERS,
  KEYSTORE_FILE,
  keepDemoKeys,
  readConfig,
  readDemoApiKeys,
  startRegistry,
  startRelaying,
  startVcApi,
} from "@peerseal/registry-api";
import { accountSigner, type Deployment, deployNetwork, generateCredentialKey, type Periods } from "@peerseal/sdk";
import { JsonRpcProvider, NonceManager } from "ethers";
import { openLocalChain } from "../../scripts/local-chain/local-chain.ts";
import { credentialSeedOf, QUICK_PERIODS, walletOf } from "./stack.keys.ts";

/** The whole stack in a process of its own, so that a test can stop it and kill it. Usage: <data folder> [chain-only] */
const [dataDir = "", only] = process.argv.slice(2);
const relayer = walletOf("relayer");
const chain = await openLocalChain({ dataDir, fund: [{ address: relayer.address, wei: 10n ** 21n }] });
const rpc = await chain.listen({ port: 0 });
const deploymentFile = join(dataDir, "deployment.json");
if (!existsSync(deploymentFile)) await deploy();
const deployment = JSON.parse(readFileSync(deploymentFile, "utf8")) as Deployment;

/** Quick ones, but for the reply window where a test asks for one that people can use. */
function periodsOf(reply: number): typeof QUICK_PERIODS | { panel: Periods; rapid: Periods } {
  if (reply === 0) return QUICK_PERIODS;
  return { panel: { ...QUICK_PERIODS.panel, reply }, rapid: { ...QUICK_PERIODS.rapid, reply } };
}

async function deploy(): Promise<void> {
  const provider = new JsonRpcProvider(rpc, chain.chainId, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 1 });
  const made = await deployNetwork({
    sender: new NonceManager(relayer.connect(provider)),
    chainId: chain.chainId,
    governance: { kind: "account", address: accountSigner(walletOf("governance")).bytes },
    periods: periodsOf(Number(process.env.STACK_REPLY_SECONDS ?? 0)),
  });
  provider.destroy();
  const lent = await generateCredentialKey(credentialSeedOf(2));
  const keystore = {
    schema: "peerseal.keystore/1",
    demo: true,
    chainId: chain.chainId,
    relayer: relayer.privateKey,
    institutions: [{ institution: 2, anchor: walletOf("institution 2").privateKey, credential: lent.stored() }],
  };
  writeFileSync(join(dataDir, KEYSTORE_FILE), JSON.stringify(keystore), { mode: 0o600 });
  writeFileSync(deploymentFile, JSON.stringify(made));
}

/** Streams and what else follows the chain, where a test asks for them: pages open streams while something goes on. */
const followers = process.env.STACK_FOLLOWERS === undefined ? [] : FOLLOWERS;
const config = readConfig({ PORT: "0", PEERSEAL_DATA_DIR: dataDir, LOG_LEVEL: "silent", SHED_LOOP_DELAY_MS: "0" });
const registry =
  only === "chain-only"
    ? null
    : await startRegistry({
        config,
        log: createLog(config),
        network: { network: deployment.network, rpc, firstBlock: deployment.deployedAtBlock },
        parts: [startRelaying, startVcApi, ...followers, keepDemoKeys([1, 2])],
        webRoot: fileURLToPath(new URL("../../packages/web/dist", import.meta.url)),
        pollMs: 20,
      });
const apiKeys = (await readDemoApiKeys(dataDir))?.officers ?? {};
const place = { api: registry?.url ?? null, rpc, network: deployment.network, apiKeys };
process.stdout.write(`${JSON.stringify(place)}\n`);

process.once("SIGTERM", async () => {
  await registry?.close();
  await chain.close();
  process.exit(0);
});
