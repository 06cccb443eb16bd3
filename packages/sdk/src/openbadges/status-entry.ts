import type { StatusListFault } from "../core/judge/evidence.js";
import type { JsonObject, JsonValue } from "../core/types.js";
import { isList, isObject, listOf, member } from "../core/values.js";

/** A status entry that was understood: which bits of which list, for what purpose. */
export type StatusEntryRead = {
  readonly listType: "BitstringStatusList" | "StatusList2021";
  readonly purpose: string;
  /** URL of the list, `https:` or `http:`. */
  readonly list: string;
  readonly index: number;
  /** Bits of the entry. */
  readonly size: number;
  /** What the values mean, as the credential says. */
  readonly messages: ReadonlyMap<number, string>;
};

const LIST_TYPES = {
  BitstringStatusListEntry: "BitstringStatusList",
  StatusList2021Entry: "StatusList2021",
} as const;
/** 256 messages are more than anybody has. */
const MAX_SIZE = 8;

/** Reads a status entry (W3C Bitstring Status List v1.0 section 2.1, or the older Status List 2021), or says why not. */
export function readEntry(value: JsonValue): StatusEntryRead | StatusListFault {
  if (!isObject(value)) return "entry-malformed";
  const types = listOf(member(value, "type"));
  const [listType] = Object.entries(LIST_TYPES).flatMap(([type, list]) => (types.includes(type) ? [list] : []));
  if (listType === undefined) return "unsupported";
  const purpose = member(value, "statusPurpose");
  const list = member(value, "statusListCredential");
  const index = indexOf(member(value, "statusListIndex"));
  const size = listType === "BitstringStatusList" ? (member(value, "statusSize") ?? 1) : 1;
  if (typeof purpose !== "string" || typeof list !== "string" || index === null) return "entry-malformed";
  if (typeof size !== "number" || !Number.isInteger(size) || size < 1) return "entry-malformed";
  if (size > MAX_SIZE || !/^https?:\/\//.test(list) || !URL.canParse(list)) return "unsupported";
  const messages = messagesOf(value, size);
  // Bits beyond the first, and bits for a message, mean nothing without the table that says what.
  if (messages === null || ((purpose === "message" || size > 1) && messages.size === 0)) return "entry-malformed";
  return { listType, purpose, list, index, size, messages };
}

/** A text of digits, as the standard asks for; some write the number itself. */
function indexOf(value: JsonValue | undefined): number | null {
  const index = typeof value === "string" && /^(?:0|[1-9]\d{0,15})$/.test(value) ? Number(value) : value;
  return typeof index === "number" && Number.isSafeInteger(index) && index >= 0 ? index : null;
}

/** The messages by value; null where the table is not one message for each value. */
function messagesOf(value: JsonObject, size: number): ReadonlyMap<number, string> | null {
  const table = member(value, "statusMessage");
  if (table === undefined) return new Map();
  if (!isList(table) || table.length !== 2 ** size) return null;
  const messages = new Map<number, string>();
  for (const row of table) {
    const [status, message] = isObject(row) ? [member(row, "status"), member(row, "message")] : [];
    if (typeof status !== "string" || typeof message !== "string" || !/^0x[0-9a-f]{1,2}$/i.test(status)) return null;
    messages.set(Number(status), message);
  }
  return messages.size === table.length ? messages : null;
}
