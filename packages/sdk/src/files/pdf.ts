import { beyondLimit } from "../core/credential/explain.js";
import { unrecognised } from "../core/credential/kinds.js";
import { type PdfFile, readPdfObjects } from "./pdf-objects.js";
import { listedIn, membersOf, type PdfValue, refOf } from "./pdf-values.js";

const MAX_ATTACHMENTS = 64;
/** One attachment, unpacked; a credential is smaller, and what is larger is none. */
const MAX_ATTACHMENT = 4 * 1024 * 1024;
/** All attachments of a file, unpacked. */
const MAX_ALL = 16 * 1024 * 1024;
const MAX_NODES = 1_000;

/**
 * Contents of the files that are attached to a PDF: those of the document's list of embedded files, and its associated
 * files. Sources: ISO 32000-1, section 7.11.4; ISO 32000-2, section 14.13.
 *
 * @throws `open-damaged`, `open-limit`; `open-unrecognised` with `details.kind` `pdf-encrypted`
 */
export function attachmentsOf(bytes: Uint8Array): Uint8Array[] {
  const pdf = readPdfObjects(bytes);
  if (pdf.isEncrypted) throw unrecognised("pdf-encrypted");
  const catalog = membersOf(pdf.resolve(pdf.trailer.get("Root")));
  const names = membersOf(pdf.resolve(catalog.get("Names")));
  const specifications = [...filesNamed(pdf, names.get("EmbeddedFiles")), ...listedIn(pdf.resolve(catalog.get("AF")))];
  const streams = new Set<number>();
  for (const specification of specifications) {
    const embedded = membersOf(pdf.resolve(membersOf(pdf.resolve(specification)).get("EF")));
    const stream = refOf(embedded.get("UF")) ?? refOf(embedded.get("F"));
    if (stream !== null) streams.add(stream);
    if (streams.size > MAX_ATTACHMENTS) throw beyondLimit("pdf", "attachments", MAX_ATTACHMENTS);
  }
  const contents: Uint8Array[] = [];
  let size = 0;
  for (const stream of streams) {
    const content = pdf.content(stream, Math.min(MAX_ATTACHMENT, MAX_ALL - size));
    if (content === null) continue;
    size += content.length;
    contents.push(content);
  }
  return contents;
}

/** The values of a name tree, which may be drawn so that it never ends. */
function filesNamed(pdf: PdfFile, root: PdfValue | undefined): PdfValue[] {
  const found: PdfValue[] = [];
  const seen = new Set<number>();
  const queue: (PdfValue | undefined)[] = [root];
  for (let nodes = 0; queue.length > 0; nodes++) {
    if (nodes >= MAX_NODES) throw beyondLimit("pdf", "names", MAX_NODES);
    const next = queue.shift();
    const ref = refOf(next);
    if (ref !== null && seen.has(ref)) continue;
    if (ref !== null) seen.add(ref);
    const node = membersOf(pdf.resolve(next));
    found.push(...listedIn(pdf.resolve(node.get("Names"))).filter((_, i) => i % 2 === 1));
    queue.push(...listedIn(pdf.resolve(node.get("Kids"))));
  }
  return found;
}
