import { expect, test } from "vitest";
import { type ListName, listId, parseListId } from "./status-lists.js";

test.each<[string, ListName]>([
  ["1-0-revocation", { kind: "chain", institution: 1, number: "0", purpose: "revocation" }],
  [
    "4294967295-18446744073709551615-suspension",
    { kind: "chain", institution: 0xffff_ffff, number: "18446744073709551615", purpose: "suspension" },
  ],
  ["test-p256-suspension", { kind: "test", list: "p256", purpose: "suspension" }],
  ["test-ed25519-revocation", { kind: "test", list: "ed25519", purpose: "revocation" }],
])("%s names one list", (id, name) => {
  expect(parseListId(id)).toEqual(name);
  expect(listId(name)).toBe(id);
});

test.each([
  "",
  "1-2",
  "0-1-revocation",
  "01-1-revocation",
  "1-01-revocation",
  "4294967296-1-revocation",
  "1-18446744073709551616-revocation",
  "1-2-message",
  "1-2-revocation ",
  "test-p384-revocation",
])("%j names none", (id) => {
  expect(parseListId(id)).toBeNull();
});
