import { type ErrorCode, PeersealError } from "../errors.js";

/** Code of the error that an act throws; anything but our own error is thrown on. */
export function codeOf(act: () => unknown): ErrorCode | "no error" {
  try {
    act();
  } catch (error) {
    if (error instanceof PeersealError) return error.code;
    throw error;
  }
  return "no error";
}
