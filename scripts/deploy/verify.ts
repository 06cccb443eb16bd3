import { Interface, zeroPadValue } from "ethers";
import { z } from "zod";
import { accountId, type Plan, type PlanInputs, type PlannedCreation } from "./plan.ts";
import { askBytes, type Rpc } from "./rpc.ts";

/** One question about a deployed network and its answer. */
export type Check = { readonly says: string; readonly passed: boolean; readonly found: string };

const VIEWS = new Interface([
  "function members() view returns (address)",
  "function timelock() view returns (address)",
  "function governance() view returns (bytes32)",
  "function governedBy(address) view returns (uint32)",
  "function count() view returns (uint32)",
  "function directory() view returns (address)",
  "function lens() view returns (address)",
  "function policies() view returns (address[])",
  "function isListedRubric(bytes32) view returns (bool)",
  "function registries() view returns (tuple(address institutions, address courses, address rubrics, address rounds, address credentials, address followUps))",
  "function verifier() view returns (address)",
  "event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)",
]);
const ROLES = {
  // The names of OpenZeppelin's TimelockController, by keccak256.
  "0x0000000000000000000000000000000000000000000000000000000000000000": "admin",
  "0xb09aa5aeb3702cfd50b6b62bc4532604938f21248a27a1d5ca736082b6819cc1": "proposer",
  "0xfd643c72710c63c0180259aba6b2d05451e3591a24e58b62239378085726f783": "canceller",
  "0xd8aa0f3194971a2a116679f7c2090f6939c8d4e01a2a8d7e41d55e5351469e63": "executor",
};

type Deps = { readonly rpc: Rpc; readonly plan: Plan; readonly inputs: PlanInputs; readonly fromBlock: number };

/** Asks the chain whether the network is the one that was planned, and whether its deployer holds nothing. */
export async function verifyNetwork({ rpc, plan, inputs, fromBlock }: Deps): Promise<readonly Check[]> {
  const { addresses: at, rubrics } = plan;
  const { deployer, founders, settings } = inputs;
  const ask = (to: string, name: string, args: readonly unknown[] = []) => read(rpc, to, name, args);
  const equals = async (says: string, found: Promise<string>, expected: string): Promise<Check> => {
    const actual = await found;
    return { says, passed: actual === expected, found: actual };
  };
  const timelock = await timelockOf(rpc, plan);
  const same = [at.members, at.members, at.rubrics, at.rounds, at.members, at.followUps].join();
  return [
    ...(await Promise.all(plan.contracts.map((contract) => checkCode(rpc, contract)))),
    await equals("the governor counts the votes of this registry's members", ask(at.governor, "members"), at.members),
    await equals("the governor's timelock governs the members", ask(at.members, "governance"), accountId(timelock)),
    await equals("and the directory", ask(at.directory, "governance"), accountId(timelock)),
    await equals("the directory names these registries", ask(at.directory, "registries"), same),
    await equals("and this lens", ask(at.directory, "lens"), at.lens),
    await equals("which reads this directory", ask(at.lens, "directory"), at.directory),
    await equals("the directory lists this policy alone", ask(at.directory, "policies"), at.policy),
    ...(await Promise.all(
      rubrics.map((id) =>
        equals(`it lists rubric ${id.slice(0, 10)}…`, ask(at.directory, "isListedRubric", [id]), "true"),
      ),
    )),
    await equals("the founders are members", ask(at.members, "count"), String(founders.length)),
    await equals("the deployer votes for nobody", ask(at.members, "governedBy", [deployer]), "0"),
    { says: "the deployer is not governance", passed: timelock !== deployer, found: timelock },
    ...("sole" in settings.governance ? [] : [await checkRoles({ rpc, timelock, governor: at.governor, fromBlock })]),
  ];
}

/** What acts for governance once a decision's notice is over. */
export const timelockOf = (rpc: Rpc, { addresses }: Plan): Promise<string> =>
  read(rpc, addresses.governor, "timelock", []);

async function read(rpc: Rpc, to: string, name: string, args: readonly unknown[]): Promise<string> {
  const data = VIEWS.encodeFunctionData(name, [...args]);
  const answer = await askBytes(rpc, "eth_call", [{ to, data }, "latest"]);
  return answer === "0x" ? "nothing" : String(VIEWS.decodeFunctionResult(name, answer)[0]).toLowerCase();
}

/** Compares what is there with what the compiler made, but for immutables, which the constructor writes. */
async function checkCode(rpc: Rpc, { name, address, artifact }: PlannedCreation): Promise<Check> {
  const there = await askBytes(rpc, "eth_getCode", [address, "latest"]);
  const says = `${name} is the compiled one`;
  if (there === "0x") return { says, passed: false, found: "nothing" };
  const blank = (code: string) => {
    const bytes = Buffer.from(code.slice(2), "hex");
    for (const places of Object.values(artifact.immutableReferences ?? {})) {
      for (const { start, length } of places) bytes.fill(0, start, start + length);
    }
    return bytes;
  };
  const passed = blank(there).equals(blank(artifact.deployedBytecode));
  return { says, passed, found: passed ? "as compiled" : "other code" };
}

/** Every role that the timelock ever granted: administering itself, proposing and cancelling by the governor, executing by anyone. */
async function checkRoles(deps: { rpc: Rpc; timelock: string; governor: string; fromBlock: number }): Promise<Check> {
  const { rpc, timelock, governor, fromBlock } = deps;
  const topic = VIEWS.getEvent("RoleGranted")?.topicHash ?? "";
  const filter = { address: timelock, topics: [topic], fromBlock: `0x${fromBlock.toString(16)}`, toBlock: "latest" };
  const logs = z.array(z.object({ topics: z.array(z.string()) })).parse(await rpc.request("eth_getLogs", [filter]));
  const nameOf = (account: string) =>
    account === accountId(timelock) ? "timelock" : account === accountId(governor) ? "governor" : accountText(account);
  const granted = logs.map(({ topics: [, role = "", account = ""] }) => {
    const name = Object.entries(ROLES).find(([id]) => id === role)?.[1] ?? role;
    return `${name}: ${nameOf(account)}`;
  });
  const found = granted.sort().join(", ");
  const expected = ["admin: timelock", "canceller: governor", "executor: anyone", "proposer: governor"].join(", ");
  return {
    says: "the timelock's roles are the governor's, and nobody administers it",
    passed: found === expected,
    found,
  };
}

function accountText(account: string): string {
  return account === zeroPadValue("0x00", 32) ? "anyone" : `0x${account.slice(26)}`;
}
