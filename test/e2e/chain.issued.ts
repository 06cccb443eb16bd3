import {
  buildBatch,
  credentialDigest,
  type JsonObject,
  type NetworkFile,
  type Receipt,
  signerId,
  statusEntryId,
  versionUrn,
} from "@peerseal/sdk";
import { hexlify } from "ethers";
import { generateCredentialKey } from "../../packages/sdk/src/openbadges/keys.ts";
import { signCredential } from "../../packages/sdk/src/openbadges/sign.ts";
import { PROVIDER, type Story } from "./chain.story.ts";
import type { World } from "./chain.world.ts";

const NUMBER = 77_000_001;
const INDEXES = [0, 1, 5] as const;

/** Three signed credentials in an anchored batch, each with its receipt. */
export type Issued = {
  readonly credentials: readonly { readonly credential: JsonObject; readonly receipt: Receipt }[];
  readonly anchoredAt: number;
  /** What `network.json` would hold. */
  readonly networkFile: NetworkFile;
  /** Revokes one, and gives the time of the block. */
  readonly revoke: (place: number) => Promise<number>;
};

const time = (seconds: number) => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

export async function issue(world: World, story: Story): Promise<Issued> {
  const { connection, clock, deployment } = world;
  const { provider } = story.signers;
  const key = await generateCredentialKey(new Uint8Array(32).fill(7));
  await world.act(provider, "AddKey", {
    institution: PROVIDER,
    data: `0x${hexlify(key.multikeyBytes).slice(2)}`,
    purposes: 16,
    from: 0,
    until: 0,
  });
  const place = {
    chainId: connection.chainId,
    directory: connection.contracts.directory,
    institution: PROVIDER,
    number: NUMBER,
  };
  const credentials = await Promise.all(
    INDEXES.map((index) =>
      signCredential(
        {
          "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
          ],
          id: `urn:uuid:9f6b2c60-0000-4000-8000-00000000000${index}`,
          type: ["VerifiableCredential", "OpenBadgeCredential"],
          name: "Drone slope survey",
          issuer: { id: key.did, type: ["Profile"], name: "Iyonada University" },
          validFrom: time(clock.now),
          credentialStatus: { id: statusEntryId({ ...place, index }), type: "urn:peerseal:BatchStatus" },
          credentialSubject: {
            id: `urn:uuid:9f6b2c60-0000-4000-9000-00000000000${index}`,
            type: ["AchievementSubject"],
            achievement: {
              id: versionUrn(connection.network, story.version),
              type: ["Achievement"],
              name: "Drone slope survey",
              description: "Surveying slopes with drones.",
              criteria: { narrative: "Flew, landed and drew the map." },
            },
          },
        },
        key,
        { created: time(clock.now) },
      ),
    ),
  );
  const entries = credentials.map((credential, i) => ({
    index: INDEXES[i] ?? 0,
    digest: credentialDigest(credential),
  }));
  const batch = buildBatch(entries);
  clock.now += 60;
  const anchored = { institution: PROVIDER, number: NUMBER, courseVersion: story.version };
  const anchoredAt = await world.act(provider, "Anchor", { ...anchored, root: batch.root, size: batch.size });
  const genesis = (await world.provider.getBlock(0))?.hash ?? "";
  return {
    anchoredAt,
    credentials: credentials.map((credential, i) => {
      const { index, digest } = entries[i] ?? { index: 0, digest: credentialDigest(credential) };
      const receipt: Receipt = {
        schema: "peerseal.receipt/1",
        network: connection.network,
        ...anchored,
        index,
        size: batch.size,
        digest,
        proof: batch.proof(index),
        root: batch.root,
        key: signerId(provider.bytes),
      };
      return { credential, receipt };
    }),
    networkFile: {
      schema: "peerseal.network-file/1",
      network: connection.network,
      rpc: world.url,
      genesis: `0x${genesis.slice(2)}`,
      contracts: deployment.contracts,
      deployedAtBlock: deployment.deployedAtBlock,
    },
    revoke: (at) =>
      world.act(provider, "SetStatus", {
        institution: PROVIDER,
        number: NUMBER,
        action: 1,
        words: [0],
        masks: [(1n << BigInt(INDEXES[at] ?? 0)).toString()],
        nonce: "0",
      }),
  };
}
