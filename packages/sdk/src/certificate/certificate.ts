import fontkit from "@cantoo/fontkit";
import { AFRelationship, PDFDocument } from "@cantoo/pdf-lib";
import type { Bundle } from "../core/bundle.js";
import { credentialDigest } from "../core/digest.js";
import { utf8 } from "../core/text.js";
import { linkByDigest, linkBytes, linkTo, MAX_QR_BYTES } from "../files/link.js";
import { type Facts, factsOf } from "./facts.js";
import { FEATURES, type FontBytes } from "./fonts.js";
import { drawPages } from "./pages.js";
import { A4, Pen } from "./pen.js";
import { type CertificateLanguage, wordsIn } from "./words.js";

/** What a certificate is made of. */
export type CertificateInput = {
  readonly bundle: Bundle;
  readonly language: CertificateLanguage;
  /** Address of the verify page that the code leads to, such as `https://registry.example/verify`. */
  readonly verifyPage: string;
  /**
   * The holder's name as it is to be printed; it goes nowhere else. Without it there is a line to write it on: the
   * credential holds no name.
   */
  readonly holderName?: string;
  readonly fonts: FontBytes;
};

/**
 * Makes a PDF certificate: A4, with the credential attached as a bundle. All that it says comes from the credential, so
 * also the review result, which is the one of the time of issuing. The same input gives the same bytes.
 *
 * @throws `certificate-unfit`
 */
export async function makeCertificate(input: CertificateInput): Promise<Uint8Array<ArrayBuffer>> {
  const { bundle, language, verifyPage, fonts } = input;
  const facts = factsOf(bundle.credential, language);
  const words = wordsIn(language);
  const document = await PDFDocument.create({ updateMetadata: false });
  document.registerFontkit(fontkit);
  const embed = (bytes: Uint8Array) => document.embedFont(bytes, { subset: true, features: { ...FEATURES } });
  const faces = { regular: await embed(fonts.regular), bold: await embed(fonts.bold) };
  const attachment = `${asciiName(facts)}.peerseal.json`;
  const { link, holds } = certificateLink(bundle, verifyPage);

  const pen = new Pen(document.addPage([A4.width, A4.height]), faces);
  drawPages(pen, () => document.addPage([A4.width, A4.height]), {
    facts,
    words,
    language,
    link,
    holdsCredential: holds !== "digest",
    attachment,
    verifyPage,
    holderName: input.holderName ?? null,
  });

  describe(document, facts, language);
  const when = momentOf(facts);
  await document.attach(utf8(JSON.stringify(bundle)), attachment, {
    mimeType: "application/json",
    description: `${words.micro}: ${facts.title}`,
    creationDate: when,
    modificationDate: when,
    afRelationship: AFRelationship.Data,
  });
  return new Uint8Array(await document.save({ updateFieldAppearances: false, addDefaultPage: false }));
}

/**
 * The link of a certificate's code, with as much in it as can be scanned from paper: the credential with its receipt;
 * the credential alone, whose receipt every registry tells for ever; or its digest, while a registry holds it.
 */
export function certificateLink(
  { schema, credential, receipt }: Bundle,
  page: string,
): { readonly link: string; readonly holds: "bundle" | "credential" | "digest" } {
  // The course's descriptor is left out: a verdict can do without it.
  const least: Bundle = { schema, credential, receipt };
  if (linkBytes(least) <= MAX_QR_BYTES) return { link: linkTo(page, least), holds: "bundle" };
  if (linkBytes(credential) <= MAX_QR_BYTES) return { link: linkTo(page, credential), holds: "credential" };
  return { link: linkByDigest(page, credentialDigest(credential)), holds: "digest" };
}

function describe(document: PDFDocument, facts: Facts, language: CertificateLanguage): void {
  const when = momentOf(facts);
  document.setTitle(facts.title, { showInWindowTitleBar: true });
  document.setAuthor(facts.institution);
  document.setSubject(wordsIn(language).micro);
  document.setLanguage(language);
  document.setCreator("Peerseal");
  document.setProducer("Peerseal (pdf-lib)");
  document.setCreationDate(when);
  document.setModificationDate(when);
}

/** PDF viewers older than PDF 1.7 read the name of an attachment byte by byte. */
function asciiName({ courseCode, title }: Facts): string {
  const plain = (courseCode ?? title).normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-");
  return plain.replace(/^-+/, "").slice(0, 60).replace(/-+$/, "") || "credential";
}

/** A time that belongs to the credential: with the clock's, each making would give another file. */
function momentOf({ awarded }: Facts): Date {
  return new Date(awarded ?? "2000-01-01T00:00:00Z");
}
