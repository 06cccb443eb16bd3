import multipart from "@fastify/multipart";
import { PeersealError, VERIFY_COLUMNS, type Verified, type VerifyInput, verifyRow, wire } from "@peerseal/sdk";
import { stringify } from "csv-stringify/sync";
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import Negotiator from "negotiator";
import type { Db } from "../../store/database.js";
import type { App } from "../app.js";
import { answers } from "./answers.js";
import { titlesOf } from "./shapes.js";
import { type VerifyDeps, verifyFiles } from "./verify.js";

/** Largest file: a certificate with its fonts has a tenth of it. */
const FILE_LIMIT = 4 * 1024 * 1024;
/** All files of a request together. */
const TOTAL_LIMIT = 32 * 1024 * 1024;
const CSV = "text/csv";
/** Also a tab or line break at the beginning makes some programs look for a formula behind it. */
const COLUMNS = [
  ...VERIFY_COLUMNS.slice(0, 5),
  { key: "courseTitle", header: "course_title" },
  ...VERIFY_COLUMNS.slice(5),
];

type Sent = {
  readonly files: readonly { readonly name: string; readonly input: VerifyInput | null }[];
  readonly at: number | undefined;
};

export function registerBulkVerify(app: App, deps: VerifyDeps): void {
  // Registered where this route is only: nothing else takes such bodies.
  app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: FILE_LIMIT, files: wire.BULK_FILES, fields: 1, fieldSize: 32, parts: wire.BULK_FILES + 1 },
  });
  app.register(async (scope: App) => {
    scope.post(
      "/v1/verify/bulk",
      {
        bodyLimit: TOTAL_LIMIT,
        config: { json: "any", budget: "verify", idempotency: "none" },
        schema: {
          tags: ["credentials"],
          summary: "Verify up to 200 files at once",
          description:
            "Files as `multipart/form-data` (each part a file; a field `at` in Unix seconds) or as JSON. Every kind that " +
            "the SDK opens: JSON, JWT, PNG, SVG, PDF, bundle; each up to 4 MiB, all up to 32 MiB. One row a file, in " +
            "their order; a file that is none does not keep the others from their verdict. With `Accept: text/csv` a " +
            "table for spreadsheets, in which nothing can act as a formula. Nothing is kept or logged.",
          consumes: ["application/json", "multipart/form-data"],
          produces: ["application/json", CSV],
          body: wire.BulkVerifyRequest.nullish(),
          response: answers(200, wire.BulkVerifyAnswer, "bulk-limit", "not-acceptable", "media-type"),
        },
      },
      async (request, reply) => {
        const type = new Negotiator({ headers: request.headers }).mediaType(["application/json", CSV]);
        if (type === undefined) {
          throw new PeersealError("not-acceptable", "A table is had as JSON or CSV.", {
            details: { available: ["application/json", CSV] },
          });
        }
        const { files, at } = request.isMultipart() ? await readParts(request) : readBody(request.body);
        const now = deps.now();
        const inputs = files.flatMap(({ input }) => (input === null ? [] : [input]));
        const verified = [...(await verifyFiles(deps, inputs, at))];
        const rows = files.map(({ name, input }) =>
          verifyRow(name, (input === null ? undefined : verified.shift()) ?? TOO_LARGE, now),
        );
        const titleOf = await courseTitles(
          deps.db,
          rows.flatMap(({ course }) => (course === null ? [] : [course])),
        );
        const data = rows.map((row) => ({ ...row, courseTitle: row.course === null ? null : titleOf(row.course) }));
        reply.header("cache-control", "private, no-store");
        if (type === "application/json") return { network: deps.connection.network, at: at ?? now, data };
        const text = stringify(data, { header: true, columns: COLUMNS, escape_formulas: true, bom: true });
        return reply
          .header("content-type", "text/csv; charset=utf-8; header=present")
          .header("content-disposition", 'attachment; filename="verdicts.csv"')
          .serializer(() => text)
          .send({ network: deps.connection.network, at: at ?? now, data: [] });
      },
    );
  });
}

const TOO_LARGE: Verified = {
  state: "unreadable",
  error: new PeersealError("json-size", "The file is larger than any credential.", { details: { most: FILE_LIMIT } }),
};

function readBody(body: wire.BulkVerifyRequest | null | undefined): Sent {
  if (body == null) throw new PeersealError("media-type", "Send application/json or multipart/form-data.");
  const files = body.files.map(({ name, credential, base64, receipt }) => {
    if ((credential === undefined) === (base64 === undefined)) {
      throw new PeersealError("request-invalid", `${name}: give either credential or base64.`, {
        details: { file: name },
      });
    }
    const file =
      credential === undefined ? new Uint8Array(Buffer.from(base64 ?? "", "base64")) : JSON.stringify(credential);
    if (file.length > FILE_LIMIT) return { name, input: null };
    return { name, input: { file, ...(receipt === undefined ? {} : { receipt: JSON.stringify(receipt) }) } };
  });
  return { files, at: body.at };
}

/** @throws PeersealError `bulk-limit`, `request-invalid` */
async function readParts(request: FastifyRequest): Promise<Sent> {
  const files: { name: string; input: VerifyInput | null }[] = [];
  let at: number | undefined;
  let total = 0;
  try {
    for await (const part of request.parts()) {
      if (part.type === "field") {
        at = timeIn(part.fieldname, part.value);
        continue;
      }
      const bytes = await part.toBuffer();
      total += bytes.length;
      if (total > TOTAL_LIMIT) throw tooMuch();
      const name = part.filename.slice(0, 255);
      files.push({ name, input: part.file.truncated ? null : { file: new Uint8Array(bytes) } });
    }
  } catch (error) {
    throw limitOf(error);
  }
  if (files.length === 0) throw new PeersealError("request-invalid", "There is no file in it.");
  return { files, at };
}

function timeIn(name: string, value: unknown): number {
  if (name === "at" && typeof value === "string" && /^\d{1,12}$/.test(value)) return Number(value);
  throw new PeersealError("request-invalid", "Beside files there may be a field `at`, in Unix seconds.", {
    details: { field: name.slice(0, 40) },
  });
}

function limitOf(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "FST_FILES_LIMIT" || code === "FST_PARTS_LIMIT") return tooMuch();
  if (code === "FST_FIELDS_LIMIT" || code === "FST_INVALID_MULTIPART_CONTENT_TYPE" || code === "FST_PROTO_VIOLATION") {
    return new PeersealError("request-invalid", "The parts are not those of this route.", { cause: error });
  }
  // The parser speaks in plain errors of what it cannot read.
  if (error instanceof PeersealError || code !== null) return error;
  return new PeersealError("request-invalid", "The parts cannot be read.", { cause: error });
}

function tooMuch(): PeersealError {
  return new PeersealError("bulk-limit", "There is too much in one request.", {
    details: { files: wire.BULK_FILES, fileBytes: FILE_LIMIT, totalBytes: TOTAL_LIMIT },
  });
}

/** Titles of course versions, English where there is any. */
async function courseTitles(db: Db, ids: readonly string[]): Promise<(id: string) => string | null> {
  if (ids.length === 0) return () => null;
  const rows = await db
    .selectFrom("versions")
    .select(["version", "descriptorDigest"])
    .where(sql<boolean>`version = any(${[...new Set(ids)]}::text[])`)
    .execute();
  const titleOf = await titlesOf(
    db,
    rows.map(({ descriptorDigest }) => descriptorDigest),
  );
  return (id) => {
    const row = rows.find(({ version }) => version === id);
    const title = row === undefined ? null : titleOf(row.descriptorDigest);
    return title === null ? null : (title.en ?? Object.values(title)[0] ?? null);
  };
}
