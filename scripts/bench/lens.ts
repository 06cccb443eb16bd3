import {
  buildBatch,
  courseId,
  credentialDigest,
  digestOf,
  generateCredentialKey,
  type JsonObject,
  open,
  prove,
  type Receipt,
  signCredential,
  signerId,
  verify,
  verifyMany,
  versionId,
} from "@peerseal/sdk";
import { adminOf, FOUNDING, foundMembers, OWNER } from "../gas/members.ts";
import { type Network, openNetwork } from "../gas/network.ts";
import { type Comparison, mustAgree } from "./compare.ts";
import { sampleCourse, sampleCredentials } from "./sample.ts";

const CREATED = "2026-11-01T00:00:00Z";
const NUMBER = 4_321_000_001;
const COUNT = 50;

/** A whole verification over HTTP; the chain runs in the same process, so its work is counted in. */
export async function lens(): Promise<{ comparisons: Comparison[]; close: () => Promise<void> }> {
  const network = await openNetwork(FOUNDING);
  try {
    return { comparisons: [await comparisonOn(network)], close: network.close };
  } catch (error) {
    await network.close();
    throw error;
  }
}

async function comparisonOn(network: Network): Promise<Comparison> {
  const files = await issueBatch(network);
  const now = network.clock.now + 60;
  const options = { rpc: network.url, network: network.deployment.network, now };
  const allAtOnce = async () => {
    const results = await verifyMany(
      files.map((file) => ({ file })),
      options,
    );
    return results.every((result) => result.state === "judged" && result.verdict.verdict === "valid");
  };
  for (const file of files) mustAgree("it is valid", (await verify(file, options)).verdict === "valid");
  mustAgree("all are valid", await allAtOnce());
  return {
    id: "verify",
    says: `Verify ${COUNT} credentials of one batch from file to verdict, local chain over HTTP in this process`,
    operations: COUNT,
    contenders: [
      {
        name: "SDK verify, one by one",
        run: async () => {
          for (const file of files) await verify(file, options);
        },
      },
      { name: `SDK verifyMany, ${COUNT} in one lens call`, run: async () => void (await allAtOnce()) },
      {
        name: "SDK open and prove alone, without the chain",
        run: async () => {
          for (const file of files) await prove((await open(file)).credential);
        },
      },
    ],
  };
}

/** Anchors a batch of a new course, and gives each credential as the text of a bundle. */
async function issueBatch(network: Network): Promise<string[]> {
  const { act, connection } = network;
  const owner = adminOf(OWNER);
  await foundMembers(network);
  const { code, document } = sampleCourse();
  const [course, descriptorDigest] = [courseId(OWNER, code), digestOf(document)];
  await act(owner, "RegisterCourse", { institution: OWNER, code });
  const none = `0x${"0".repeat(64)}` as const;
  await act(owner, "PublishVersion", { course, by: OWNER, descriptorDigest, previous: none, minor: false });
  const key = await generateCredentialKey(new Uint8Array(32).fill(7));
  const data = `0x${Buffer.from(key.multikeyBytes).toString("hex")}` as const;
  await act(owner, "AddKey", { institution: OWNER, data, purposes: 16, from: 0, until: 0 });

  const about = { network: connection.network, key, number: NUMBER };
  const credentials: JsonObject[] = [];
  for (const unsigned of sampleCredentials(COUNT, about)) {
    credentials.push(await signCredential(unsigned, key, { created: CREATED }));
  }
  const entries = credentials.map((credential, index) => ({ index, digest: credentialDigest(credential) }));
  const { root, size, proof } = buildBatch(entries);
  const anchor = { institution: OWNER, number: NUMBER, root, size, courseVersion: versionId(course, descriptorDigest) };
  await act(owner, "Anchor", anchor);
  return credentials.map((credential, index) => {
    const receipt: Receipt = {
      schema: "peerseal.receipt/1",
      network: connection.network,
      ...anchor,
      index,
      digest: credentialDigest(credential),
      proof: proof(index),
      key: signerId(owner.bytes),
    };
    return JSON.stringify({ schema: "peerseal.bundle/1", credential, receipt, courseVersion: document });
  });
}
