/** An error as a log may hold it. */
export type LoggedError = {
  readonly name: string;
  readonly code: string | null;
  /** Of our own errors only: they are written to be read by others. */
  readonly message: string | null;
  /** Where it was thrown. */
  readonly at: readonly string[];
  readonly cause: LoggedError | null;
};

const FRAMES = 12;
const DEPTH = 4;

/**
 * What of an error may stand in a log. Messages of libraries quote endpoints with the keys in them, connection strings,
 * and rows of tables: of errors that are not ours only name, code and place are told.
 */
export function loggedError(error: unknown, depth = DEPTH): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, code: null, message: null, at: [], cause: null };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    code: "code" in error && typeof error.code === "string" ? error.code : null,
    message: error.name === "PeersealError" ? error.message : null,
    at: frames.slice(0, FRAMES).map((line) => line.trim()),
    cause: error.cause === undefined || depth === 0 ? null : loggedError(error.cause, depth - 1),
  };
}
