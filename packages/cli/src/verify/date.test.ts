import { expect, it } from "vitest";
import { parseAt } from "./date.js";

it.each([
  ["2026-04-01", Date.UTC(2026, 3, 1) / 1000],
  ["2026-04-01T12:30:05Z", Date.UTC(2026, 3, 1, 12, 30, 5) / 1000],
  ["2024-02-29", Date.UTC(2024, 1, 29) / 1000],
])("reads %s", (text, seconds) => {
  expect(parseAt(text)).toBe(seconds);
});

it.each(["", "now", "2026", "2026-02-30", "2025-02-29", "2026-04-01T25:00:00Z", "2026-04-01T12:00:00", "1743465600"])(
  "refuses %j",
  (text) => {
    expect(() => parseAt(text)).toThrow(expect.objectContaining({ code: "usage-invalid" }));
  },
);
