import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDateTime } from "./format-time.js";

test.each([
  ["2026-11-01T00:00:00Z", Date.UTC(2026, 10, 1)],
  ["2026-11-01T09:00:00+09:00", Date.UTC(2026, 10, 1)],
  ["2026-10-31T14:00:00-10:00", Date.UTC(2026, 10, 1)],
  ["2026-10-31T10:00:00-14:00", Date.UTC(2026, 10, 1)],
  ["2026-11-01T14:00:00+14:00", Date.UTC(2026, 10, 1)],
  ["2021-01-19T18:22:34.772810+00:00", Date.UTC(2021, 0, 19, 18, 22, 34, 772)],
  ["2021-01-19T18:22:34.5Z", Date.UTC(2021, 0, 19, 18, 22, 34, 500)],
  ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
  ["2026-10-31T24:00:00Z", Date.UTC(2026, 10, 1)],
  ["0001-01-01T00:00:00Z", -62_135_596_800_000],
  ["9999-01-02T00:00:00Z", Date.UTC(9999, 0, 2)],
])("%s", (text, millis) => {
  expect(parseDateTime(text)).toBe(millis);
});

test.each([
  "2026-11-01",
  "2026-11-01T00:00:00",
  "2026-11-01 00:00:00Z",
  "2026-11-01T00:00Z",
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-11-01T24:00:01Z",
  "2026-11-01T00:60:00Z",
  "2026-11-01T00:00:60Z",
  "2026-11-01T00:00:00+14:01",
  "2026-11-01T00:00:00z",
  "2026-11-01T00:00:00.Z",
  " 2026-11-01T00:00:00Z",
  "02026-11-01T00:00:00Z",
  "900000-01-01T00:00:00Z",
  "",
])("refuses %s", (text) => {
  expect(parseDateTime(text)).toBeNull();
});

test("agrees with the platform on every time it can write", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date(253_402_300_799_999), noInvalidDate: true }), (date) => {
      expect(parseDateTime(date.toISOString())).toBe(date.getTime());
    }),
  );
});
