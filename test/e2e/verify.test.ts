import {
  type NetworkId,
  networkId,
  type Verdict,
  type Verified,
  type VerifyInput,
  verify,
  verifyMany,
} from "@peerseal/sdk";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Issued, issue } from "./chain.issued.ts";
import { tellStory } from "./chain.story.ts";
import { openWorld, type World, wrapped } from "./chain.world.ts";

let world: World;
let issued: Issued;
let good: string;
let revokedAt: number;
let now: number;

beforeAll(async () => {
  world = await openWorld();
  issued = await issue(world, await tellStory(world));
  world.clock.now += 5_000;
  revokedAt = await issued.revoke(2);
  now = world.clock.now + 100;
  good = bundle(0);
});
afterAll(async () => {
  await world?.close();
});

function bundle(place: number, change: (credential: object) => object = (credential) => credential): string {
  const { credential, receipt } = issued.credentials[place] ?? {};
  return JSON.stringify({ schema: "peerseal.bundle/1", credential: change({ ...credential }), receipt });
}

const reasons = ({ checks }: Verdict) => Object.fromEntries(checks.map(({ check, reason }) => [check, reason]));

describe("one file", () => {
  it("is valid by its bytes and the chain alone", async () => {
    const verdict = await verify(good, { rpc: world.url, network: home(), now });
    expect(reasons(verdict)).toEqual({
      format: "well-formed",
      signature: "proofs-verified",
      issuer: "key-authorised",
      anchor: "anchored",
      status: "status-clear",
      validity: "within-validity",
      course: "descriptor-absent",
      quality: "standard-met",
      recognition: "not-installed",
    });
    expect(verdict).toMatchObject({ verdict: "valid", network: world.deployment.network, now, at: now });
    expect(verdict.quality?.now.state).toBe("met");
    expect(verdict.quality?.now.decision?.panel.map(({ role }) => role)).toEqual(["subject-expert", "learner"]);
  });

  it("is the same as bytes, with its receipt apart, and through a provider", async () => {
    const { credential, receipt } = issued.credentials[0] ?? {};
    const bytes = new TextEncoder().encode(JSON.stringify(credential));
    const options = { now, network: home(), receipt: JSON.stringify(receipt) };
    expect((await verify(bytes, { ...options, rpc: world.url })).verdict).toBe("valid");
    expect((await verify(bytes, { ...options, rpc: world.provider })).verdict).toBe("valid");
  });

  it.each<[string, () => Parameters<typeof verify>, string, string]>([
    ["without an endpoint", () => [good, { now }], "incomplete", "no-rpc"],
    ["while nobody listens", () => [good, { now, rpc: "http://127.0.0.1:9" }], "incomplete", "chain-unreachable"],
    [
      "without its receipt",
      () => [JSON.stringify(issued.credentials[0]?.credential), { now, rpc: world.url }],
      "incomplete",
      "receipt-missing",
    ],
    [
      "at another network than the one that counts",
      () => [good, { now, rpc: world.url, network: otherNetwork() }],
      "not-anchored",
      "receipt-of-another-network",
    ],
    [
      "without a network of the verifier's choice",
      () => [good, { now, rpc: world.url }],
      "incomplete",
      "network-not-chosen",
    ],
    [
      "before it was recorded",
      () => [good, { now, rpc: world.url, at: issued.anchoredAt - 1 }],
      "not-anchored",
      "anchored-later",
    ],
    [
      "changed",
      () => [bundle(0, (c) => ({ ...c, name: "Other" })), { now, rpc: world.url }],
      "altered",
      "digest-differs",
    ],
    ["no JSON", () => ['{"a":', { now, rpc: world.url }], "malformed", "format-invalid"],
    ["a member given twice", () => ['{"type":1,"type":2}', { now }], "malformed", "format-invalid"],
  ])("%s", async (_, input, word, reason) => {
    const verdict = await verify(...input());
    expect(verdict.verdict).toBe(word);
    expect(Object.values(reasons(verdict))).toContain(reason);
    expect(verdict.checks).toHaveLength(9);
  });

  it("is revoked now, and was valid before", async () => {
    const options = { rpc: world.url, network: home(), now };
    expect((await verify(bundle(2), options)).verdict).toBe("revoked");
    const before = await verify(bundle(2), { ...options, at: revokedAt - 1 });
    expect(before.verdict).toBe("valid");
    expect((await verify(bundle(2), { ...options, at: revokedAt })).verdict).toBe("revoked");
  });

  it("is not a credential at all", async () => {
    await expect(verify("\x89PNG", { now })).rejects.toMatchObject({ code: "open-damaged" });
    await expect(verify(good, { now, receipt: "{" })).rejects.toMatchObject({ code: "json-malformed" });
    await expect(verify(good, { now, receipt: "{}" })).rejects.toMatchObject({ code: "receipt-invalid" });
  });
});

describe("many files", () => {
  it("are judged in order by one question to the chain", async () => {
    const calls: string[] = [];
    const rpc = wrapped(world, (call, pass) => {
      calls.push(call.method);
      return pass(call);
    });
    const files: VerifyInput[] = [
      { file: good },
      { file: "{" },
      { file: "<svg>" },
      { file: bundle(2) },
      {
        file: JSON.stringify(issued.credentials[1]?.credential),
        receipt: JSON.stringify(issued.credentials[1]?.receipt),
      },
    ];
    const verified = await verifyMany(files, { rpc, network: world.deployment.network, now });
    expect(verified.map(word)).toEqual(["valid", "malformed", "open-damaged", "revoked", "valid"]);
    // Chain id, registries, report.
    expect(calls).toEqual(["eth_chainId", "eth_call", "eth_call"]);
  });

  it("of several networks are asked each at its own", async () => {
    const { credential, receipt } = issued.credentials[0] ?? {};
    const foreign = { credential, receipt: { ...receipt, network: otherNetwork() }, schema: "peerseal.bundle/1" };
    const verified = await verifyMany([{ file: good }, { file: JSON.stringify(foreign) }], { rpc: world.url, now });
    expect(verified.map(word)).toEqual(["incomplete", "altered"]);
  });

  it("may be none", async () => {
    expect(await verifyMany([], { rpc: "http://127.0.0.1:9" })).toEqual([]);
  });
});

function word(one: Verified): string {
  return one.state === "judged" ? one.verdict.verdict : one.error.code;
}

function home(): NetworkId {
  return world.deployment.network;
}

function otherNetwork(): NetworkId {
  return networkId(31337, `0x${"99".repeat(20)}`);
}
