import { expect, test } from "vitest";
import { parseAddress } from "../core/ids.js";
import type { Hex } from "../core/types.js";
import type { NetworkContracts } from "./connect.js";
import { decodeCall } from "./decode-call.js";
import { InstitutionGovernor__factory as Governor } from "./generated/factories/governance/InstitutionGovernor__factory.js";
import { type Governance, governanceCall } from "./governance.js";

const at = (n: number) => parseAddress(`0x${n.toString(16).padStart(40, "0")}`);
const hex = (text: string): Hex => `0x${text.slice(2)}`;

const NETWORK: NetworkContracts = {
  chainId: 31337,
  contracts: {
    directory: at(1),
    institutions: at(2),
    courses: at(2),
    credentials: at(2),
    rubrics: at(3),
    rounds: at(4),
    followUps: at(5),
  },
};
const GOVERNANCE: Governance = { chainId: 31337, governor: at(6), timelock: at(7) };
const GOVERNING = [GOVERNANCE.governor, GOVERNANCE.timelock];
const ADMISSION = {
  institution: 9,
  name: "Iyonada University",
  domain: "iyonada.example",
  country: "0x4a50",
  kind: 1,
  profileDigest: `0x${"11".repeat(32)}`,
  admin: at(8),
  purposes: 127,
} as const;

test("reads an act with the members of its struct and its expiry", () => {
  const call = governanceCall(GOVERNANCE, NETWORK, "Admit", ADMISSION, { deadline: 1_900_000_000 });
  expect(decodeCall(NETWORK, GOVERNING, call)).toEqual({
    kind: "act",
    act: {
      action: "Admit",
      message: ADMISSION,
      authorization: { signer: GOVERNANCE.timelock, deadline: 1_900_000_000, signature: "0x" },
    },
  });
});

test("reads large numbers as text, as acts hold them", () => {
  const message = { rubric: `0x${"22".repeat(32)}`, listed: true, nonce: "7" } as const;
  const call = governanceCall(GOVERNANCE, NETWORK, "ListRubric", message, { deadline: 1 });
  expect(decodeCall(NETWORK, GOVERNING, call)).toMatchObject({ act: { action: "ListRubric", message } });
});

test("reads settings of governance itself", () => {
  const data = hex(Governor.createInterface().encodeFunctionData("setVotingPeriod", [86_400]));
  expect(decodeCall(NETWORK, GOVERNING, { to: GOVERNANCE.governor, data })).toEqual({
    kind: "setting",
    method: "setVotingPeriod",
    args: { newVotingPeriod: 86_400 },
  });
});

test("does not read as an act what goes to a foreign contract, or what are no arguments", () => {
  const { data } = governanceCall(GOVERNANCE, NETWORK, "Admit", ADMISSION, { deadline: 1 });
  const elsewhere = { to: at(99), data };
  expect(decodeCall(NETWORK, GOVERNING, elsewhere)).toEqual({ kind: "unknown", call: elsewhere });
  const cut = { to: NETWORK.contracts.institutions, data: hex(data.slice(0, 40)) };
  expect(decodeCall(NETWORK, GOVERNING, cut)).toEqual({ kind: "unknown", call: cut });
  const nothing = { to: GOVERNANCE.governor, data: "0x" } as const;
  expect(decodeCall(NETWORK, GOVERNING, nothing)).toEqual({ kind: "unknown", call: nothing });
});
