import {
  buildModule,
  type DeploymentResult,
  DeploymentResultType,
  deploy,
  type IgnitionModule,
  trackTransaction,
  wipe,
} from "@nomicfoundation/ignition-core";
import { PeersealError } from "@peerseal/sdk";
import type { Plan } from "./plan.ts";
import { readSent } from "./record.ts";
import { askNumber } from "./rpc.ts";
import { openSender, type SenderOptions, sendAgain } from "./sender.ts";

const MODULE = "Peerseal";
/** Hardhat's number of "a transaction was prepared, and the journal does not know whether it was sent". */
const TRANSACTION_LOST = 10410;
/** Its number of "the account sent transactions that are not five blocks deep yet". */
const NOT_YET_DEEP = 10402;
/** Its number of "the journal knows this transaction". */
const KNOWN_TRANSACTION = 11304;
const POLLING_MS = 1_000;

type Options = SenderOptions & { readonly confirmations: number };

/**
 * Deploys what is missing of a plan by Hardhat Ignition, whose journal stands in the folder. One contract after the
 * other: the nonce, and so the address, of each is settled.
 *
 * @throws PeersealError `config-invalid` where a contract was refused, or the deployer has just sent something else.
 */
export async function runIgnition(options: Options): Promise<void> {
  const result = await run(options).catch(async (error: unknown) => {
    if (numberOf(error) === NOT_YET_DEEP) {
      const message = `${options.deployer.address} has just sent another transaction: wait until five blocks follow it, and run this again.`;
      throw new PeersealError("config-invalid", message, { cause: error });
    }
    if (numberOf(error) !== TRANSACTION_LOST) throw error;
    await findAgain(options);
    return run(options);
  });
  // What failed before it reached the chain may be tried again; what failed there took a nonce, and was refused above.
  if (result.type === DeploymentResultType.PREVIOUS_RUN_ERROR) {
    for (const future of Object.keys(result.errors)) await wipe(options.folder, resolver, future);
    return requireSuccess(await run(options));
  }
  return requireSuccess(result);
}

async function run(options: Options): Promise<DeploymentResult> {
  const { deployer, folder, plan, confirmations } = options;
  return deploy({
    config: { requiredConfirmations: confirmations, blockPollingInterval: POLLING_MS },
    artifactResolver: resolver,
    provider: openSender(options),
    deploymentDir: folder,
    ignitionModule: moduleOf(plan),
    deploymentParameters: {},
    accounts: [deployer.address],
    defaultSender: deployer.address,
  });
}

/** Every contract brings its artifact along. */
const resolver = {
  loadArtifact: (name: string): never => {
    throw new Error(`${name} is not looked up.`);
  },
  getBuildInfo: async () => undefined,
};

function moduleOf(plan: Plan): IgnitionModule {
  return buildModule(MODULE, (m) => {
    const futures: ReturnType<typeof m.contract>[] = [];
    for (const { name, artifact, args } of plan.contracts) {
      futures.push(m.contract(name, artifact, args, { id: name, after: futures.slice(-1) }));
    }
    return {};
  });
}

/**
 * The last run ended between the journal's "prepared" and its "sent". What was signed is sent again as it is, and given
 * to the journal; where the journal knows it, the next one was prepared and not signed.
 */
async function findAgain(options: Options): Promise<void> {
  const { rpc, folder, confirmations } = options;
  const sender = openSender(options);
  const { last } = readSent(folder);
  if (last !== null) {
    await sendAgain(rpc, last.raw);
    try {
      await trackTransaction(folder, last.hash, sender, confirmations);
      return;
    } catch (error) {
      if (numberOf(error) !== KNOWN_TRANSACTION) throw error;
    }
  }
  const nonce = last === null ? options.firstNonce : last.nonce + 1;
  const data = options.plan.contracts[nonce - options.firstNonce]?.data;
  const gas = await rpc.request("eth_estimateGas", [{ from: options.deployer.address, data }]);
  const gasPrice = `0x${(2n * (await askNumber(rpc, "eth_gasPrice"))).toString(16)}`;
  const transaction = { data, nonce: `0x${nonce.toString(16)}`, gas, gasPrice };
  const hash = await sender.request({ method: "eth_sendTransaction", params: [transaction] });
  await trackTransaction(folder, String(hash), sender, confirmations);
}

function requireSuccess(result: DeploymentResult): void {
  switch (result.type) {
    case DeploymentResultType.SUCCESSFUL_DEPLOYMENT:
      return;
    case DeploymentResultType.VALIDATION_ERROR:
    case DeploymentResultType.RECONCILIATION_ERROR:
    case DeploymentResultType.PREVIOUS_RUN_ERROR:
      throw failed(Object.entries(result.errors).map(([future, errors]) => `${future}: ${errors.join(" ")}`));
    case DeploymentResultType.EXECUTION_ERROR:
      throw failed([
        ...result.failed.map(({ futureId, error }) => `${futureId}: ${error}`),
        ...result.held.map(({ futureId, reason }) => `${futureId}: ${reason}`),
        ...result.timedOut.map(({ futureId }) => `${futureId}: its transaction is not in any block yet`),
      ]);
  }
}

function failed(reasons: readonly string[]): PeersealError {
  const message = `The deployment stopped: ${reasons.join("; ")}. What is on the chain stays; run the same command to go on.`;
  return new PeersealError("config-invalid", message, { details: { reasons } });
}

function numberOf(error: unknown): unknown {
  return error instanceof Error && "number" in error ? error.number : undefined;
}
