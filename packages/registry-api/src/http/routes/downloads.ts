import {
  type Bundle,
  bakePng,
  bakeSvg,
  fileNameOf,
  type JsonObject,
  type NetworkId,
  PeersealError,
  parseJson,
  wire,
} from "@peerseal/sdk";
import type { CertificateLanguage } from "@peerseal/sdk/certificate";
import type { FastifyReply, FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import { findBatch, findByDigest } from "../../store/batches.js";
import { findAnchor } from "../../store/chain-anchors.js";
import type { Db } from "../../store/database.js";
import { findPublished } from "../../store/documents.js";
import type { Proofs } from "../../store/proofs.js";
import { findVersion } from "../../store/versions.js";
import type { RouteModule } from "../app.js";
import { problemsOf } from "./answers.js";
import { receiptOf } from "./receipt-of.js";
import { contentOf } from "./shapes.js";

export type DownloadDeps = { readonly db: Db; readonly network: NetworkId; readonly proofs: Proofs };

const tags = ["credentials"];
/** What draws takes as long to load as all of the SDK: not before a drawing is asked for. */
const drawing = () => import("@peerseal/sdk/certificate");
const ONLY_MEANWHILE =
  "Only while the registry holds the credential to deliver it: afterwards 404, and the receipt stays under `/v1/receipts`.";
const CODES = ["not-found", "batch-state", "database-unreachable", "certificate-unfit"] as const;

/** A held credential as the files that people keep: bundle, badge, certificate. */
export function downloadRoutes(deps: DownloadDeps): RouteModule {
  return (app, { publicUrl }) => {
    const schema = (summary: string, mediaType: string) => ({
      tags,
      summary,
      description: ONLY_MEANWHILE,
      params: wire.ReceiptPath,
      querystring: wire.DownloadQuery,
      response: {
        200: {
          description: "The file",
          content: { [mediaType]: { schema: mediaType === "application/json" ? wire.SignedDocument : wire.File } },
        },
        ...problemsOf(...CODES),
      },
    });
    const files = fileMakers(deps, publicUrl);
    for (const [path, { summary, mediaType, make }] of Object.entries(files)) {
      app.get(
        `/v1/credentials/:digest${path}`,
        { config: { cache: "no-store" }, schema: schema(summary, mediaType) },
        async (request, reply) => {
          const { digest } = wire.ReceiptPath.parse(request.params);
          const language = languageOf(request);
          const bundle = await heldBundle(deps, digest);
          const body = await make(bundle, language, request);
          return sendFile(reply, { body, mediaType, name: nameOf(bundle, EXTENSIONS[path] ?? ""), language });
        },
      );
    }
  };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "": ".peerseal.json",
  "/badge.png": ".png",
  "/badge.svg": ".svg",
  "/certificate.pdf": ".pdf",
};

type FileMaker = {
  readonly summary: string;
  readonly mediaType: string;
  readonly make: (
    bundle: Bundle,
    language: CertificateLanguage,
    request: FastifyRequest,
  ) => Promise<Uint8Array | string>;
};

function fileMakers(_: DownloadDeps, publicUrl: string | null): Readonly<Record<string, FileMaker>> {
  return {
    "": {
      summary: "A credential as a bundle: with its receipt, and the course version's document",
      mediaType: "application/json",
      make: async (bundle) => `${JSON.stringify(bundle, null, 2)}\n`,
    },
    "/badge.png": {
      summary: "A credential as a PNG badge (Open Badges 3.0 baking), the receipt in a second chunk",
      mediaType: "image/png",
      make: async (bundle, language) => {
        const { badgeSvg, loadAssets, rasterise } = await drawing();
        const { fonts, program } = await loadAssets();
        return bakePng(await rasterise(badgeSvg(bundle.credential, fonts, language), program), bundle);
      },
    },
    "/badge.svg": {
      summary: "A credential as an SVG badge (Open Badges 3.0 baking), the receipt in an element of its own",
      mediaType: "image/svg+xml",
      make: async (bundle, language) => {
        const { badgeSvg, loadAssets } = await drawing();
        const { fonts } = await loadAssets();
        return bakeSvg(badgeSvg(bundle.credential, fonts, language), bundle);
      },
    },
    "/certificate.pdf": {
      summary:
        "A credential as a PDF certificate with the bundle attached, by `Accept-Language` in English or Japanese",
      mediaType: "application/pdf",
      make: async (bundle, language, { protocol, host }) => {
        const { loadAssets, makeCertificate } = await drawing();
        const { fonts } = await loadAssets();
        const verifyPage = `${publicUrl ?? `${protocol}://${host}`}/verify`;
        return makeCertificate({ bundle, language, verifyPage, fonts });
      },
    },
  };
}

/** @throws PeersealError `not-found`, `batch-state` */
async function heldBundle({ db, network, proofs }: DownloadDeps, digest: wire.ReceiptPath["digest"]): Promise<Bundle> {
  const row = await findByDigest(db, digest);
  const batch = row === null ? null : await findBatch(db, row);
  if (row === null || batch === null || row.credential === null) {
    throw new PeersealError("not-found", "No credential of this digest is held here, or not any more.");
  }
  const anchor = await findAnchor(db, row.institution, String(row.number));
  const receipt = await receiptOf({ network, proofs }, batch, row, anchor);
  if (receipt === null) throw new PeersealError("batch-state", "The credential's batch is not anchored yet.");
  const courseVersion = await courseOf(db, receipt.courseVersion);
  const credential = objectOf(parseJson(row.credential));
  return {
    schema: "peerseal.bundle/1",
    credential,
    receipt,
    ...(courseVersion === null ? {} : { courseVersion }),
  };
}

async function courseOf(db: Db, version: wire.ReceiptPath["digest"]): Promise<JsonObject | null> {
  const row = await findVersion(db, version);
  if (row === null) return null;
  return contentOf((await findPublished(db, [row.descriptorDigest])).get(row.descriptorDigest));
}

function objectOf(value: ReturnType<typeof parseJson>): JsonObject {
  if (typeof value === "object" && value !== null && !("length" in value)) return { ...value };
  throw new TypeError("A stored credential is an object.");
}

type Sent = {
  readonly body: Uint8Array | string;
  readonly mediaType: string;
  readonly name: string;
  readonly language: CertificateLanguage;
};

function sendFile(reply: FastifyReply, { body, mediaType, name, language }: Sent): FastifyReply {
  return (
    reply
      .code(200)
      .header("content-type", mediaType)
      .header("content-disposition", dispositionOf(name))
      .header("content-language", language)
      .header("vary", "accept-language")
      // A learner's data: no cache on the way may keep it.
      .header("cache-control", "private, no-store")
      .send(typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength))
  );
}

/** A name with an extension, by RFC 6266: a plain name for old readers, and the real one in UTF-8 (RFC 8187). */
export function dispositionOf(name: string): string {
  const dot = name.indexOf(".");
  const plain = name
    .slice(0, dot)
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]|["\\%]/g, "")
    .replace(/^[-.\s]+/, "");
  const fallback = `${/[A-Za-z0-9]/.test(plain) ? plain : "credential"}${name.slice(dot)}`;
  const percent = (mark: string) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
  const encoded = encodeURIComponent(name).replace(/['()*]/g, percent);
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
}

function nameOf({ credential }: Bundle, extension: string): string {
  const title = typeof credential.name === "string" ? credential.name : "";
  return `${fileNameOf(title)}${extension}`;
}

/** The query goes first, since a link has no headers; then whichever of the two languages is wanted more. */
function languageOf({ query, headers }: FastifyRequest): CertificateLanguage {
  const { language } = wire.DownloadQuery.parse(query);
  return language ?? preferred(headers["accept-language"] ?? "");
}

/** RFC 9110, section 12.5.4, for two languages. English where neither is wanted. */
export function preferred(header: string): CertificateLanguage {
  const wanted = new Negotiator({ headers: { "accept-language": header } }).language(["en", "ja"]);
  return wanted === "ja" ? "ja" : "en";
}
