import { PeersealError } from "@peerseal/sdk";
import { Wallet } from "ethers";
import type { HttpNetworkUserConfig } from "hardhat/types/config";
import { ROOT } from "../lib/report.ts";

/** Name of the deployer's key, in the environment or in Hardhat's keystore. */
export const KEY_VARIABLE = "PEERSEAL_DEPLOYER_KEY";

/**
 * The deployer's account: from the environment, else from Hardhat's keystore, which asks for its password.
 *
 * @throws PeersealError `config-invalid` where there is no key, or none that is 32 bytes.
 */
export async function readDeployer(): Promise<Wallet> {
  const key = process.env[KEY_VARIABLE] ?? (await readKeystore());
  try {
    return new Wallet(key);
  } catch {
    // Whatever ethers says might hold the key.
    throw new PeersealError("config-invalid", `${KEY_VARIABLE} is no private key of 32 bytes in hex.`);
  }
}

async function readKeystore(): Promise<string> {
  try {
    const [{ default: keystore }, { configVariable }, { createHardhatRuntimeEnvironment }] = await Promise.all([
      import("@nomicfoundation/hardhat-keystore"),
      import("hardhat/config"),
      import("hardhat/hre"),
    ]);
    const accounts = [configVariable(KEY_VARIABLE)];
    const target: HttpNetworkUserConfig = { type: "http", url: "http://127.0.0.1", accounts };
    const hre = await createHardhatRuntimeEnvironment({ plugins: [keystore], networks: { target } }, {}, ROOT);
    const resolved = hre.config.networks.target?.accounts;
    const [first] = Array.isArray(resolved) ? resolved : [];
    if (first !== undefined && "get" in first) return await first.get();
  } catch (cause) {
    const how = `put it there with \`npm run hardhat -- keystore set ${KEY_VARIABLE}\`, or into the environment`;
    throw new PeersealError("config-invalid", `There is no readable key of the deployer, ${KEY_VARIABLE}: ${how}.`, {
      cause,
    });
  }
  throw new PeersealError("config-invalid", `Hardhat does not give ${KEY_VARIABLE}.`);
}
