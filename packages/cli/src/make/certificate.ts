import { type Bundle, open, PeersealError } from "@peerseal/sdk";
import { loadAssets, makeCertificate } from "@peerseal/sdk/certificate";
import { inputOf } from "../files/input.js";
import { loadFile } from "../files/load.js";
import { readInput } from "../files/read.js";
import { writeOutput } from "../files/write.js";
import type { Surroundings } from "../surroundings.js";
import { languageFrom } from "./language.js";

export type CertificateFlags = {
  readonly out: string;
  readonly receipt?: string;
  readonly language?: string;
  readonly holder?: string;
  readonly page: string;
  readonly force?: boolean;
  readonly json?: boolean;
};

/**
 * `peerseal certificate`: writes a PDF certificate with the credential attached.
 *
 * @throws PeersealError `usage-invalid`, `certificate-unfit`, `file-exists`, and what opening throws.
 */
export async function certificateCommand(file: string, flags: CertificateFlags, around: Surroundings): Promise<number> {
  if (!URL.canParse(flags.page) || !/^https?:$/.test(new URL(flags.page).protocol) || flags.page.includes("#")) {
    throw new PeersealError("usage-invalid", "--page takes the address of a verify page.");
  }
  const receipt = flags.receipt === undefined ? {} : { receipt: await readInput(flags.receipt, around) };
  const opened = await open(await inputOf(file, around), { load: loadFile, ...receipt });
  if (opened.jwt !== null) {
    throw new PeersealError("certificate-unfit", "A credential that is signed as a JWT cannot go into a bundle.");
  }
  const bundle: Bundle = {
    schema: "peerseal.bundle/1",
    credential: opened.credential,
    receipt: opened.receipt,
    ...(opened.courseVersion === null ? {} : { courseVersion: opened.courseVersion }),
  };
  const { fonts } = await loadAssets();
  const language = languageFrom(flags, around);
  const holder = flags.holder === undefined ? {} : { holderName: flags.holder };
  const pdf = await makeCertificate({ bundle, language, verifyPage: flags.page, fonts, ...holder });
  await writeOutput(flags.out, pdf, { cwd: around.cwd, force: flags.force === true });
  const done = { written: flags.out, language, digest: opened.digest, receipt: opened.receipt !== null };
  around.out(flags.json === true ? `${JSON.stringify(done, null, 2)}\n` : `${flags.out}\n`);
  if (opened.receipt === null) around.err("peerseal: there was no receipt to attach beside the credential.\n");
  return 0;
}
