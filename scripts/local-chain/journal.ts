import { type FileHandle, mkdir, open, readFile, rename, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { PeersealError } from "@peerseal/sdk";
import { z } from "zod";

const hex = (bytes: number) => z.string().regex(new RegExp(`^0x[0-9a-f]{${bytes * 2}}$`));
const decimal = z.string().regex(/^(0|[1-9][0-9]*)$/);
const seconds = z.int().positive();

const Header = z.strictObject({
  journal: z.literal("peerseal.local-chain/1"),
  chainId: z.int().positive(),
  hardfork: z.string().min(1),
  baseFeePerGas: decimal,
  gasLimit: decimal,
  initialAt: seconds,
  salt: hex(32),
  fund: z.array(z.strictObject({ address: hex(20), wei: decimal })),
  genesisHash: hex(32),
});

const Entry = z.strictObject({
  raw: z.string().regex(/^0x([0-9a-f]{2})+$/),
  at: seconds,
  block: hex(32),
});

/**
 * What a chain is made from. Amounts are decimal strings, `initialAt` is the genesis time in seconds, and `salt` owns
 * one wei in the genesis so that no two chains share a genesis hash.
 */
export type JournalHeader = z.infer<typeof Header>;

/** One accepted transaction: its raw bytes, its block's time in seconds, and the hash of that block. */
export type JournalEntry = z.infer<typeof Entry>;

/** An open journal: everything in it is on the disk. */
export type Journal = {
  readonly header: JournalHeader;
  readonly entries: readonly JournalEntry[];
  /** Resolves once the entry is on the disk; after a failure the file ends as it did before, as far as it obeys. */
  readonly append: (entry: JournalEntry) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Reads the journal at `path`, cutting off a last line that was not written to its end.
 *
 * @returns undefined where there is no journal yet.
 * @throws PeersealError `chain-data-corrupt` for any other line that is not what was written.
 */
export async function openJournal(path: string): Promise<Journal | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  const end = text.lastIndexOf("\n") + 1;
  const [first, ...rest] = text.slice(0, end).split("\n").slice(0, -1);
  if (first === undefined) throw corrupt(path, 1, "the header is missing");
  const header = parseLine(path, 1, first, Header);
  const entries = rest.map((line, index) => parseLine(path, index + 2, line, Entry));
  const kept = Buffer.byteLength(text.slice(0, end));
  // No answer was given for a torn line: it was being written when the process died.
  if (end < text.length) await truncate(path, kept);
  return writer(await open(path, "r+"), header, entries, kept);
}

/** Writes a new journal that holds its header; a crash leaves either none or a whole one. */
export async function createJournal(path: string, header: JournalHeader): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const bytes = Buffer.from(`${JSON.stringify(header)}\n`);
  const draft = `${path}.new`;
  const file = await open(draft, "w", 0o600);
  try {
    await writeAll(file, bytes, 0);
    await file.sync();
  } catch (error) {
    await file.close();
    throw error;
  }
  await rename(draft, path);
  await syncFolder(dirname(path));
  return writer(file, header, [], bytes.length);
}

function writer(file: FileHandle, header: JournalHeader, read: readonly JournalEntry[], size: number): Journal {
  const entries = [...read];
  let end = size;
  return {
    header,
    entries,
    append: async (entry) => {
      const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
      try {
        await writeAll(file, bytes, end);
        await file.datasync();
      } catch (error) {
        await file.truncate(end).catch(() => undefined);
        throw error;
      }
      end += bytes.length;
      entries.push(entry);
    },
    close: () => file.close(),
  };
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function parseLine<T>(path: string, line: number, text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw corrupt(path, line, "it is not JSON", cause);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw corrupt(path, line, "it does not have the form of the journal", parsed.error);
  return parsed.data;
}

/** The error for a journal that cannot be believed; `line` counts from 1. */
export function corrupt(path: string, line: number, reason: string, cause?: unknown): PeersealError {
  return new PeersealError("chain-data-corrupt", `Line ${line} of ${path}: ${reason}.`, {
    details: { path, line },
    cause,
  });
}
