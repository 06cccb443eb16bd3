import { parseDigest, parseRoundId } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { byCategory, declaredTies, statementDigest, unanswered } from "./conflicts.js";
import { offerLink, readOffer } from "./offer-link.js";
import { readSeatKey, type SeatKey, writeSeatKey } from "./seat-key.js";

const round = parseRoundId(`0x${"ab".repeat(32)}`);
const signer = `0x${"cd".repeat(84)}` as const;
const key: SeatKey = { round, signer, ties: ["co-author"], statement: parseDigest(`0x${"ef".repeat(32)}`) };

test("a seat key is read as it was written, also out of a message around it", () => {
  expect(readSeatKey(writeSeatKey(key))).toEqual(key);
  expect(readSeatKey(`Dear Mio,\n${writeSeatKey(key)}\nBest wishes`)).toEqual(key);
  const account = { ...key, signer: `0x${"12".repeat(20)}` as const, ties: [] };
  expect(readSeatKey(writeSeatKey(account))).toEqual(account);
});

test.each([
  ["nothing", ""],
  ["another word", "peerseal-seat-2.e30"],
  ["no JSON", "peerseal-seat-1.AAAA"],
  ["a signer of another length", writeSeatKey({ ...key, signer: "0xabcd" })],
  ["a digest that is none", writeSeatKey({ ...key, statement: "0x12" as never })],
])("%s is no seat key", (_, text) => {
  expect(readSeatKey(text)).toBeNull();
});

test("an offer's link is read as it was written; what does not fit is left out", () => {
  const offer = { round, institution: 3, role: "learner", hours: 4, answerBy: "2026-12-01" } as const;
  const link = new URL(offerLink(offer), "https://registry.example");
  expect(link.pathname).toBe(`/review/offer/${round}`);
  expect(readOffer(round, link.search)).toEqual(offer);
  expect(readOffer(round, "?for=0&role=king&hours=9999&answer-by=2026-13-40")).toEqual({
    round,
    institution: null,
    role: null,
    hours: null,
    answerBy: null,
  });
});

test("a statement is complete when every kind is answered, and a tie has its words", () => {
  const none = byCategory(() => ({ declared: false, text: "" }));
  expect(unanswered(none)).toEqual([]);
  const silent = { ...none, family: { declared: true, text: " " } };
  expect(unanswered(silent)).toEqual(["family"]);
  expect(declaredTies(silent)).toEqual(["family"]);
  expect(unanswered({ ...none, financial: { declared: null, text: "" } })).toEqual(["financial"]);
});

test("the digest of a statement belongs to its round and signer", () => {
  const none = byCategory(() => ({ declared: false, text: "" }));
  const digest = statementDigest(round, signer, none);
  expect(statementDigest(round, signer, none)).toBe(digest);
  expect(statementDigest(round, `0x${"12".repeat(20)}`, none)).not.toBe(digest);
  expect(statementDigest(round, signer, { ...none, family: { declared: true, text: "Cousin" } })).not.toBe(digest);
});
