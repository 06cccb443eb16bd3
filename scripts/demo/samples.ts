import { join } from "node:path";
import {
  type Bundle,
  bakePng,
  bakeSvg,
  canonical,
  type JsonObject,
  type JsonValue,
  type Receipt,
  signerId,
} from "@peerseal/sdk";
import { badgeSvg, loadAssets, makeCertificate, rasterise } from "@peerseal/sdk/certificate";
import { writeFileDurably } from "../lib/files.ts";
import type { IssuedBatch } from "./batch-happenings.ts";
import type { World } from "./world.ts";

/** Where the codes on sample certificates lead: the page of a registry on its usual port. */
const VERIFY_PAGE = "http://127.0.0.1:4600/verify";

/**
 * Writes the sample files: bundles to drop on a verifier, one credential with its receipt apart, and the same as a badge
 * and as a certificate.
 */
export async function writeSamples(folder: string, world: World, batches: readonly IssuedBatch[]): Promise<void> {
  const write = (name: string, value: unknown) =>
    writeFileDurably(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  for (const batch of batches) {
    for (const [name, position] of Object.entries(batch.plan.samples ?? {})) {
      const bundle = bundleOf(world, batch, position);
      write(`${name}.peerseal.json`, bundle);
      if (name !== "good") continue;
      write("good.json", bundle.credential);
      write("good.receipt.json", bundle.receipt);
      write("altered.peerseal.json", { ...bundle, credential: altered(bundle.credential) });
      await writeDrawn(folder, bundle);
    }
  }
}

async function writeDrawn(folder: string, bundle: Bundle): Promise<void> {
  const { fonts, program } = await loadAssets();
  const picture = badgeSvg(bundle.credential, fonts, "en");
  const pdf = (language: "en" | "ja") => makeCertificate({ bundle, language, verifyPage: VERIFY_PAGE, fonts });
  const files = {
    "good.svg": bakeSvg(picture, bundle),
    "good.png": bakePng(await rasterise(picture, program), bundle),
    "good.pdf": await pdf("en"),
    "good.ja.pdf": await pdf("ja"),
  };
  for (const [name, content] of Object.entries(files)) writeFileDurably(join(folder, name), content);
}

function bundleOf(world: World, batch: IssuedBatch, position: number): Bundle {
  const entry = batch.entries[position];
  if (entry === undefined) throw new TypeError(`The batch of ${batch.plan.course} has no learner ${position}.`);
  const { index, digest, proof, credential } = entry;
  const receipt: Receipt = {
    schema: "peerseal.receipt/1",
    network: world.connection.network,
    institution: batch.plan.issuer,
    number: batch.number,
    index,
    size: batch.size,
    digest,
    proof: [...proof],
    root: batch.root,
    courseVersion: batch.about.id,
    key: signerId(world.issuer(batch.plan.issuer).bytes),
  };
  return { schema: "peerseal.bundle/1", credential, receipt, courseVersion: plain(batch.about.document) };
}

/** As a forger would have it: another course on the same signature. */
function altered(credential: JsonObject): JsonObject {
  const subject = objectOf(credential.credentialSubject);
  const achievement = objectOf(subject.achievement);
  const name = "Advanced disaster medicine";
  return { ...credential, name, credentialSubject: { ...subject, achievement: { ...achievement, name } } };
}

function plain(document: JsonValue): JsonObject {
  return objectOf(JSON.parse(canonical(document)));
}

function objectOf(value: JsonValue | undefined): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new TypeError("Expected an object.");
}
