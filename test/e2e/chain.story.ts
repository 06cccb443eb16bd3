import {
  type ActionSigner,
  accountSigner,
  buildBatch,
  courseId,
  encodeActions,
  encodeClose,
  encodeDecide,
  type Hex,
  type KeyId,
  type Opened,
  openedOf,
  parseDigest,
  parseKeyId,
  type Receipt,
  type RoundId,
  roundId,
  rubricId,
  sealCommitment,
  sendCall,
  signerId,
  statusEntryId,
  type VersionId,
  versionId,
  versionUrn,
} from "@peerseal/sdk";
import { sha256 } from "ethers";
import { OBJECTION_PERIOD, REPLY_WINDOW, type World, wallet } from "./chain.world.ts";

const YEAR = 365 * 86_400;
const NONE: Hex = `0x${"00".repeat(32)}`;
/** Purposes by bit: all, and issuing. */
const ALL = 127;
/** A passkey cannot vote by itself. */
const ALL_BUT_GOVERN = 63;
const ISSUE = 16;

export const digest = (byte: string) => parseDigest(`0x${byte.repeat(32)}`);
export const PROVIDER = 1;
export const CONVENER = 2;
export const REVIEWER = 3;
/** Bytes of an Ed25519 multikey, and its id. */
export const MULTIKEY: Hex = `0xed01${"77".repeat(32)}`;
export const CREDENTIAL_KEY: KeyId = parseKeyId(sha256(MULTIKEY));

// One criterion that every role may rate and that is essential; a panel of two seats of two institutions.
const EVERY_ROLE = [0n, 32n, 64n, 96n, 128n].reduce((word, at) => word | (1n << at), 0n);
export const HEADER = [
  EVERY_ROLE | (1n << 160n),
  1n | (2n << 8n) | (2n << 16n) | (1n << 80n) | (1n << 88n) | (50n << 96n) | (75n << 104n) | (BigInt(3 * YEAR) << 112n),
] as const;

export type Story = {
  readonly signers: Readonly<Record<"provider" | "convener" | "reviewer" | "seat0" | "seat1", ActionSigner>>;
  readonly course: ReturnType<typeof courseId>;
  readonly version: VersionId;
  readonly rubric: ReturnType<typeof rubricId>;
  readonly round: RoundId;
  readonly times: Readonly<Record<"admitted" | "anchored", number>>;
  readonly receipt: Receipt;
  /** A credential as `open` gives it, as far as the chain is asked about it. */
  readonly opened: Opened;
};

/** The whole way: members, a course, a rubric, a decided round, an anchored batch. Every action is signed once. */
export async function tellStory(world: World): Promise<Story> {
  const { act, governance, connection, sender, clock, deployment } = world;
  const signers = {
    provider: accountSigner(wallet(11)),
    convener: accountSigner(wallet(12)),
    reviewer: await world.passkey(),
    seat0: accountSigner(wallet(13)),
    seat1: await world.passkey(),
  };
  const { provider, convener, reviewer, seat0, seat1 } = signers;
  const admit = (institution: number, name: string, domain: string, admin: ActionSigner) =>
    act(governance, "Admit", {
      institution,
      name,
      domain,
      country: "0x4a50",
      kind: 1,
      profileDigest: digest("01"),
      admin: admin.bytes,
      purposes: admin.bytes.length === 42 ? ALL : ALL_BUT_GOVERN,
    });
  const admitted = await admit(PROVIDER, "Iyonada University", "iyonada.example", provider);
  await admit(CONVENER, "伊予灘大学", "convener.example", convener);
  await admit(REVIEWER, "Saarelaid University of Applied Sciences", "saarelaid.example", reviewer);
  await act(provider, "UpdateProfile", { institution: PROVIDER, sequence: 0, profileDigest: digest("02") });
  const key = { institution: PROVIDER, purposes: ISSUE, from: 0, until: 0 };
  await act(provider, "AddKey", { ...key, data: MULTIKEY });
  const spare = wallet(99).address.toLowerCase() as Hex;
  await act(provider, "AddKey", { ...key, data: spare });
  await act(provider, "RetireKey", { institution: PROVIDER, key: signerId(spare), until: 0 });

  await act(provider, "RegisterCourse", { institution: PROVIDER, code: "drone-survey" });
  const course = courseId(PROVIDER, "drone-survey");
  const descriptor = digest("03");
  await act(provider, "PublishVersion", {
    course,
    by: PROVIDER,
    descriptorDigest: descriptor,
    previous: NONE,
    minor: false,
  });
  const version = versionId(course, descriptor);

  await act(reviewer, "PublishRubric", {
    publisher: REVIEWER,
    digest: digest("04"),
    header: [HEADER[0].toString(), HEADER[1].toString()],
  });
  const rubric = rubricId(REVIEWER, digest("04"), HEADER);
  await act(governance, "ListRubric", { rubric, listed: true, nonce: "0" });

  await act(provider, "OpenRound", {
    opening: {
      version,
      rubric,
      n: 1,
      owner: PROVIDER,
      convener: CONVENER,
      purpose: 2,
      basis: 1,
      route: 1,
      seats: [1, 0, 0, 1, 0],
      validity: YEAR,
      reviewUntil: clock.now + 30 * 86_400,
      document: digest("05"),
    },
  });
  const round = roundId(version, rubric, 1);
  await act(convener, "AcceptRound", { round });
  const appoint = { round, affiliations: [] };
  await act(convener, "AppointSeat", { ...appoint, seat: 0, institution: CONVENER, role: 1, signer: seat0.bytes });
  await act(reviewer, "AppointSeat", { ...appoint, seat: 1, institution: REVIEWER, role: 4, signer: seat1.bytes });
  clock.now += OBJECTION_PERIOD + 60;
  await act(convener, "SetPanel", { round, seatCount: 2, excluded: 0 });
  const review = { round, reviewDigest: digest("06"), ratings: "3", sequence: 1, salt: digest("5a") };
  const given = [
    { signer: seat0, message: { ...review, seat: 0 } },
    { signer: seat1, message: { ...review, seat: 1 } },
  ];
  const seal = (message: (typeof given)[number]["message"]) => {
    return { round, seat: message.seat, commitment: sealCommitment(message) };
  };
  const seals = await Promise.all(given.map(({ signer, message }) => world.sign(signer, "Seal", seal(message))));
  await sendCall(sender, encodeActions(connection, seals));
  const reviews = await Promise.all(given.map(({ signer, message }) => world.sign(signer, "Review", message)));
  await sendCall(sender, encodeActions(connection, reviews));
  await act(provider, "Reply", { round, owner: PROVIDER, replyDigest: digest("07") });
  clock.now += REPLY_WINDOW + 60;
  await sendCall(sender, encodeClose(connection, round));
  await sendCall(sender, encodeDecide(deployment.contracts.policy, round));

  const number = 4_321_000_001;
  const credential = {
    credentialSubject: { achievement: { id: versionUrn(connection.network, version) } },
    credentialStatus: {
      id: statusEntryId({
        chainId: connection.chainId,
        directory: connection.contracts.directory,
        institution: PROVIDER,
        number,
        index: 2,
      }),
    },
  };
  const entries = [2, 300].map((index) => ({ index, digest: digest(index.toString(16).slice(0, 2).padStart(2, "0")) }));
  const batch = buildBatch(entries);
  clock.now += 3_600;
  const anchored = await act(provider, "Anchor", {
    institution: PROVIDER,
    number,
    root: batch.root,
    size: batch.size,
    courseVersion: version,
  });
  const receipt: Receipt = {
    schema: "peerseal.receipt/1",
    network: connection.network,
    institution: PROVIDER,
    number,
    index: 2,
    size: batch.size,
    digest: digest("02"),
    proof: batch.proof(2),
    root: batch.root,
    courseVersion: version,
    key: signerId(provider.bytes),
  };
  const opened: Opened = { ...openedOf(credential, { kind: "bundle", receipt }), digest: receipt.digest };
  return { signers, course, version, rubric, round, times: { admitted, anchored }, receipt, opened };
}
