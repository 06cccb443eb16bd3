import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCreateAddress } from "ethers";
import { afterAll, expect, test } from "vitest";
import { canVote, readFounders } from "./founders.ts";
import { digestsOf, planNetwork } from "./plan.ts";
import { readSettings } from "./settings.ts";

const folder = mkdtempSync(join(tmpdir(), "peerseal-plan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const deployer = `0x${"d1".repeat(20)}`;
const account = `0x${"A1".repeat(20)}`;
const passkey = `0x${"22".repeat(64)}`;
const GOVERN = 64;
const ALL = 127;

function foundersOf(...admins: readonly { admin: string; kind?: string }[]) {
  const path = join(folder, "founders.json");
  const founders = admins.map((each, n) => ({
    name: `Institution ${n + 1}`,
    domain: `institution-${n + 1}.example`,
    country: "JP",
    kind: "provider",
    profileDigest: `0x${"11".repeat(32)}`,
    ...each,
  }));
  writeFileSync(path, JSON.stringify({ schema: "peerseal.founders/1", founders }));
  return readFounders(path);
}

const planOf = (founders: ReturnType<typeof foundersOf>, firstNonce = 0) =>
  planNetwork({ deployer, firstNonce, founders, settings: readSettings(undefined) });

test("a first key has all purposes that it may have: passkeys and agencies do not govern", () => {
  const founders = foundersOf(
    { admin: account },
    { admin: passkey },
    { admin: `0x${"b2".repeat(20)}`, kind: "agency" },
  );
  expect(founders.map(({ purposes }) => purposes)).toEqual([ALL, ALL - GOVERN, ALL - GOVERN]);
  expect(founders[0]).toMatchObject({ admin: account.toLowerCase(), country: "0x4a50", kind: 1 });
  expect(canVote(founders)).toBe(true);
  expect(canVote(founders.slice(1))).toBe(false);
});

test("addresses follow from the deployer and its nonce alone, contracts from all inputs", () => {
  const [one, two] = [planOf(foundersOf({ admin: account })), planOf(foundersOf({ admin: passkey }))];
  expect(one.addresses).toEqual(two.addresses);
  expect(one.contracts.map(({ address }) => address)).toEqual(
    one.contracts.map((_, nonce) => getCreateAddress({ from: deployer, nonce }).toLowerCase()),
  );
  const differing = digestsOf(one).filter(({ creation }, i) => creation !== digestsOf(two)[i]?.creation);
  expect(differing.map(({ name }) => name)).toEqual(["MemberRegistry"]);
  expect(planOf(foundersOf({ admin: account }), 1).addresses).not.toEqual(one.addresses);
});

test("the verifier's address stands before the key of a passkey", () => {
  const { contracts, addresses } = planOf(foundersOf({ admin: passkey }));
  const [, , founders] = contracts.find(({ name }) => name === "MemberRegistry")?.args ?? [];
  expect(founders).toMatchObject([{ admin: `${addresses.verifier}${passkey.slice(2)}` }]);
});
