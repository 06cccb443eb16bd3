import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { Interface } from "ethers";

export type Anvil = {
  readonly rpc: string;
  readonly contract: string;
  /** First and last block with events. */
  readonly first: number;
  readonly last: number;
  readonly close: () => void;
};

/** Empty blocks after the events: the peer takes what is older than 30 blocks for final. */
const TAIL = 40;
/** An account that anvil holds the key of. */
const SENDER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
const require = createRequire(import.meta.url);

/** A real chain with so many events of the sample, so many a block. */
export async function anvilWithEvents(events: number, perBlock: number): Promise<Anvil> {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const program = require.resolve(`@foundry-rs/anvil-${platform}/bin/anvil`);
  const args = ["--port", "0", "--no-mining", "--slots-in-an-epoch", "1", "--gas-limit", "1000000000"];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const rpc = await listening(child);
    let id = 0;
    const send = async (method: string, params: readonly unknown[]): Promise<unknown> => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params });
      const answer = await fetch(rpc, { method: "POST", headers: { "content-type": "application/json" }, body });
      const { result, error } = (await answer.json()) as { result?: unknown; error?: { message: string } };
      if (error !== undefined) throw new Error(`${method}: ${error.message}`);
      return result;
    };
    const transact = (more: object) => send("eth_sendTransaction", [{ from: SENDER, gas: "0x1dcd6500", ...more }]);
    const { abi, bytecode } = await compile();
    const deployed = await transact({ data: bytecode });
    await send("evm_mine", []);
    const { contractAddress } = (await send("eth_getTransactionReceipt", [deployed])) as { contractAddress: string };
    const first = Number(await send("eth_blockNumber", [])) + 1;
    for (let i = 0; i < events; i += perBlock) {
      const data = abi.encodeFunctionData("emitMany", [i, Math.min(perBlock, events - i)]);
      await transact({ to: contractAddress, data });
      await send("evm_mine", []);
    }
    const last = Number(await send("eth_blockNumber", []));
    await send("anvil_mine", [`0x${TAIL.toString(16)}`]);
    return { rpc, contract: contractAddress.toLowerCase(), first, last, close: () => child.kill("SIGKILL") };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`anvil ended with ${code}.`)));
    if (child.stdout === null) throw new TypeError("anvil has no output");
    createInterface(child.stdout).on("line", (line) => {
      const address = /Listening on (\S+)/.exec(line)?.[1];
      if (address !== undefined) resolve(`http://${address}`);
    });
  });
}

async function compile(): Promise<{ readonly abi: Interface; readonly bytecode: string }> {
  const solc = require("solc") as { compile: (input: string) => string };
  const content = await readFile(new URL("./Emitter.sol", import.meta.url), "utf8");
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources: { "Emitter.sol": { content } },
        settings: {
          optimizer: { enabled: true },
          outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
        },
      }),
    ),
  );
  const { abi, evm } = output.contracts["Emitter.sol"].Emitter;
  return { abi: new Interface(abi), bytecode: `0x${evm.bytecode.object}` };
}
