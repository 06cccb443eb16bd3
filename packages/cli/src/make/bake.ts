import { bakePng, bakeSvg, type Opened, open, PeersealError } from "@peerseal/sdk";
import { badgeSvg, type CertificateLanguage, loadAssets, rasterise } from "@peerseal/sdk/certificate";
import { inputOf } from "../files/input.js";
import { loadFile } from "../files/load.js";
import { readInput } from "../files/read.js";
import { writeOutput } from "../files/write.js";
import type { Surroundings } from "../surroundings.js";
import { languageFrom } from "./language.js";

export type BakeFlags = {
  readonly image?: string;
  readonly out: string;
  readonly receipt?: string;
  readonly language?: string;
  readonly force?: boolean;
  readonly json?: boolean;
};

/**
 * `peerseal bake`: writes a badge with the credential in it, PNG or SVG by the name of the output.
 *
 * @throws PeersealError `usage-invalid`, `image-occupied`, `image-unfit`, `file-exists`, and what opening throws.
 */
export async function bakeCommand(file: string, flags: BakeFlags, around: Surroundings): Promise<number> {
  const form = /\.(png|svg)$/i.exec(flags.out)?.[1]?.toLowerCase();
  if (form !== "png" && form !== "svg") {
    throw new PeersealError("usage-invalid", "--out names a file that ends in .png or .svg.");
  }
  const receipt = flags.receipt === undefined ? {} : { receipt: await readInput(flags.receipt, around) };
  const opened = await open(await inputOf(file, around), { load: loadFile, ...receipt });
  const baking = { credential: opened.jwt ?? opened.credential, receipt: opened.receipt };
  const picture = flags.image === undefined ? null : await readInput(flags.image, around);
  const badge =
    form === "png"
      ? bakePng(picture ?? (await drawnPng(opened, languageFrom(flags, around))), baking)
      : bakeSvg(picture ?? (await drawnSvg(opened, languageFrom(flags, around))), baking);
  await writeOutput(flags.out, badge, { cwd: around.cwd, force: flags.force === true });
  const { digest } = opened;
  const done = { written: flags.out, digest, receipt: opened.receipt !== null };
  around.out(flags.json === true ? `${JSON.stringify(done, null, 2)}\n` : `${flags.out}\n`);
  if (opened.receipt === null) around.err("peerseal: there was no receipt to put beside the credential.\n");
  return 0;
}

async function drawnSvg({ credential }: Opened, language: CertificateLanguage): Promise<string> {
  return badgeSvg(credential, (await loadAssets()).fonts, language);
}

async function drawnPng(opened: Opened, language: CertificateLanguage): Promise<Uint8Array> {
  return rasterise(await drawnSvg(opened, language), (await loadAssets()).program);
}
