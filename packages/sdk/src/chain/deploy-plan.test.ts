import { getCreateAddress } from "ethers";
import { describe, expect, it } from "vitest";
import { parseRubricId } from "../core/ids.js";
import { type Admission, type NetworkDesign, planDeployment } from "./deploy-plan.js";

const DEPLOYER = "0x2BD0C9FE079c8FcA0E3352eb3D02839c371E5c41";
const PERIODS = { objection: 1, reveal: 2, reply: 3, appeal: 4 };
const SETTINGS = { votingDelay: 1, votingPeriod: 2, timelockDelay: 3, quorumPercent: 34 };
const DESIGN: NetworkDesign = {
  governance: { kind: "members", settings: SETTINGS },
  periods: { panel: PERIODS, rapid: PERIODS },
};
const plan = (design: Partial<NetworkDesign> = {}) =>
  planDeployment({ deployer: DEPLOYER, firstNonce: 7 }, { ...DESIGN, ...design });

describe("a plan", () => {
  it("places the contracts one nonce after the other", () => {
    const { contracts } = plan();
    expect(contracts.map(({ name }) => name)).toEqual([
      "PasskeyVerifier",
      "InstitutionGovernor",
      "MemberRegistry",
      "RubricRegistry",
      "RoundRegistry",
      "FollowUpRegistry",
      "QualityPolicy",
      "VerificationLens",
      "NetworkDirectory",
    ]);
    for (const [i, { address }] of contracts.entries()) {
      expect(address).toBe(getCreateAddress({ from: DEPLOYER, nonce: 7 + i }).toLowerCase());
    }
  });

  it("tells governor and lens where registry and directory will be", () => {
    const { contracts, addresses } = plan();
    const argsOf = (name: string) => contracts.find((contract) => contract.name === name)?.args;
    expect(argsOf("InstitutionGovernor")).toEqual([addresses.members, SETTINGS]);
    expect(argsOf("VerificationLens")).toEqual([addresses.directory]);
    expect(argsOf("NetworkDirectory")).toEqual([
      addresses.verifier,
      {
        institutions: addresses.members,
        courses: addresses.members,
        rubrics: addresses.rubrics,
        rounds: addresses.rounds,
        credentials: addresses.members,
        followUps: addresses.followUps,
      },
      addresses.lens,
      [addresses.policy],
      [],
    ]);
  });

  it("has one account as its governor where that is asked for", () => {
    const account = `0x${"99".repeat(20)}` as const;
    const { contracts, addresses } = plan({ governance: { kind: "account", address: account } });
    expect(contracts[1]).toMatchObject({ name: "SoleGovernor", args: [account, addresses.members] });
  });

  it("lists the rubrics that it is given", () => {
    const rubric = parseRubricId(`0x${"51".repeat(32)}`);
    expect(
      plan({ rubrics: [rubric] })
        .contracts.at(-1)
        ?.args.at(-1),
    ).toEqual([rubric]);
  });

  it.each([
    ["an account", `0x${"aa".repeat(20)}`, (_: string) => `0x${"aa".repeat(20)}`],
    ["a passkey", `0x${"bb".repeat(64)}`, (verifier: string) => `${verifier}${"bb".repeat(64)}`],
    ["a whole signer", `0x${"cc".repeat(84)}`, (_: string) => `0x${"cc".repeat(84)}`],
  ] as const)("founds a member by %s", (_, admin, expected) => {
    const founder: Admission = {
      name: "Iyonada University",
      domain: "iyonada.example",
      country: "0x4a50",
      kind: 1,
      profileDigest: `0x${"01".repeat(32)}`,
      admin,
      purposes: 127,
    };
    const { contracts, addresses } = plan({ founders: [founder] });
    expect(contracts[2]?.args).toEqual([
      addresses.verifier,
      addresses.governor,
      [{ ...founder, admin: expected(addresses.verifier) }],
    ]);
  });
});
