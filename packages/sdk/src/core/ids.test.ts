import { AbiCoder, getAddress, keccak256, id as keccakOfText } from "ethers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { credentialDigest, digestOf, parseDigest } from "./digest.js";
import { toHex } from "./hex.js";
import {
  batchId,
  courseId,
  credentialKeyId,
  networkId,
  parseAddress,
  parseHex32,
  parseNetworkId,
  parseStatusEntryId,
  parseVersionId,
  parseVersionUrn,
  roundId,
  rubricId,
  signerId,
  statusEntryId,
  versionId,
  versionUrn,
} from "./ids.js";
import { codeOf } from "./testing/code-of.js";

const DIRECTORY = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
const NETWORK = `eip155:31337:${DIRECTORY}`;
const DIGEST = parseDigest(`0x${"ab".repeat(32)}`);
const coder = AbiCoder.defaultAbiCoder();
const hash = (types: string[], values: unknown[]) => keccak256(coder.encode(types, values));

describe("ids", () => {
  it("are the hashes that the contracts compute", () => {
    const course = courseId(7, "drone-slope-survey");
    expect(course).toBe(hash(["uint32", "bytes32"], [7, keccakOfText("drone-slope-survey")]));
    const version = versionId(course, DIGEST);
    expect(version).toBe(hash(["bytes32", "bytes32"], [course, DIGEST]));
    const rubric = rubricId(1, DIGEST, [5n, 6n]);
    expect(rubric).toBe(hash(["uint32", "bytes32", "uint256[2]"], [1, DIGEST, [5n, 6n]]));
    expect(roundId(version, rubric, 2)).toBe(hash(["bytes32", "bytes32", "uint32"], [version, rubric, 2]));
    expect(batchId(3, 2 ** 52 - 1)).toBe(hash(["uint32", "uint64"], [3, 2n ** 52n - 1n]));
  });

  it("tell accounts, passkeys and credential keys apart", () => {
    expect(signerId(toHex(DIRECTORY))).toBe(`0x${"0".repeat(24)}${DIRECTORY.slice(2)}`);
    const passkey = toHex(`0x${"1c".repeat(84)}`);
    expect(signerId(passkey)).toBe(keccak256(passkey));
    expect(codeOf(() => signerId("0x"))).toBe("signer-malformed");
    expect(codeOf(() => signerId(toHex(`0x${"00".repeat(32)}`)))).toBe("signer-malformed");
    expect(credentialKeyId(new TextEncoder().encode("abc"))).toBe(
      "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });

  it.each(["", "-a", "A", "a_b", "é", "a".repeat(64), "a b"])("refuse the course code %j", (code) => {
    expect(codeOf(() => courseId(1, code))).toBe("id-malformed");
  });

  it("are read in lowercase only, addresses also with their checksum", () => {
    expect(codeOf(() => parseHex32(`0x${"AB".repeat(32)}`))).toBe("id-malformed");
    expect(codeOf(() => parseDigest(`0x${"ab".repeat(31)}`))).toBe("id-malformed");
    expect(parseAddress(getAddress(DIRECTORY))).toBe(DIRECTORY);
    expect(codeOf(() => parseAddress(getAddress(DIRECTORY).replace("F", "f")))).toBe("id-malformed");
    expect(codeOf(() => parseAddress(`${DIRECTORY}\n`))).toBe("id-malformed");
  });
});

describe("networks", () => {
  it("are a chain and a directory", () => {
    expect(networkId(31337, getAddress(DIRECTORY))).toBe(NETWORK);
    expect(parseNetworkId(NETWORK)).toEqual({ id: NETWORK, chainId: 31337, directory: DIRECTORY });
  });

  it.each([
    `eip155:0:${DIRECTORY}`,
    `eip155:01:${DIRECTORY}`,
    `eip155:9007199254740993:${DIRECTORY}`,
    `eip155:1:${getAddress(DIRECTORY)}`,
    `eip155:1:${DIRECTORY} `,
    `cosmos:1:${DIRECTORY}`,
  ])("are not %j", (text) => {
    expect(codeOf(() => parseNetworkId(text))).toBe("id-malformed");
  });
});

describe("status entries and version URNs", () => {
  const anyEntry = fc.record({
    chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    directory: fc.constant(parseAddress(DIRECTORY)),
    institution: fc.integer({ min: 1, max: 0xffff_ffff }),
    number: fc.integer({ min: 0, max: 2 ** 52 - 1 }),
    index: fc.integer({ min: 0, max: 2 ** 20 - 1 }),
  });

  it("come back as they went in", () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        expect(parseStatusEntryId(statusEntryId(entry))).toEqual(entry);
      }),
    );
    const version = parseVersionId(`0x${"cd".repeat(32)}`);
    const urn = versionUrn(parseNetworkId(NETWORK).id, version);
    expect(urn).toBe(`urn:peerseal:31337:${DIRECTORY}:version:${version}`);
    expect(parseVersionUrn(urn)).toEqual({ network: NETWORK, version });
  });

  const urn = (rest: string) => `urn:peerseal:31337:${DIRECTORY}:batch:${rest}`;
  it.each([
    urn("0:1#0"),
    urn("4294967296:1#0"),
    urn("1:9007199254740993#0"),
    urn("1:01#0"),
    urn("1:1#1048576"),
    urn("1:1"),
  ])("are null for %s", (text) => {
    expect(parseStatusEntryId(text)).toBeNull();
    expect(parseVersionUrn(text)).toBeNull();
  });

  it("refuse to be written out of range", () => {
    const entry = { chainId: 1, directory: parseAddress(DIRECTORY), institution: 1, number: 1, index: 2 ** 20 };
    expect(codeOf(() => statusEntryId(entry))).toBe("id-malformed");
  });
});

describe("digests", () => {
  it("are SHA-256 of the canonical form", () => {
    expect(digestOf({})).toBe("0x44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  });

  it("take one proof with and without brackets for the same credential", () => {
    const proof = { type: "DataIntegrityProof" };
    expect(credentialDigest({ id: "x", proof })).toBe(credentialDigest({ proof: [proof], id: "x" }));
    expect(credentialDigest({ id: "x", proof: [proof, proof] })).not.toBe(credentialDigest({ id: "x", proof }));
    expect(credentialDigest({ id: "x" })).toBe(digestOf({ id: "x" }));
  });
});
