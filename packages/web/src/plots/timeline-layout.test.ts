import { expect, test } from "vitest";
import { layoutTimeline, type TimelineSpan } from "./timeline-layout.js";

const DAY = 86_400;
const NOW = 1_790_000_000;
const span = (from: number, until: number | null): TimelineSpan => ({ from, until, label: "", kind: "span" });

test("places spans in the order of time, and ends now what goes on", () => {
  const early = span(NOW - 300 * DAY, NOW - 200 * DAY);
  const open = span(NOW - 100 * DAY, null);
  const { lanes, now } = layoutTimeline([{ name: "rounds", spans: [early, open] }], NOW);
  const [first, second] = lanes[0]?.spans ?? [];
  expect(first?.x).toBeLessThan(second?.x ?? 0);
  expect((second?.x ?? 0) + (second?.width ?? 0)).toBeCloseTo(now, 6);
});

test("everything stays inside the width, also what ends in years", () => {
  const { lanes, now } = layoutTimeline([{ name: "decisions", spans: [span(NOW - DAY, NOW + 1_000 * DAY)] }], NOW);
  const [placed] = lanes[0]?.spans ?? [];
  expect(placed?.x).toBeGreaterThan(0);
  expect((placed?.x ?? 0) + (placed?.width ?? 0)).toBeLessThan(100);
  expect(now).toBeGreaterThan(0);
});

test("a moment is wide enough to be seen, and a few dates are named", () => {
  const at = span(NOW - 50 * DAY, NOW - 50 * DAY);
  const { lanes, ticks } = layoutTimeline([{ name: "concerns", spans: [at] }], NOW);
  expect(lanes[0]?.spans[0]?.width).toBeGreaterThan(0.5);
  expect(ticks.length).toBeGreaterThan(0);
  expect(ticks.length).toBeLessThanOrEqual(4);
});

test("nothing at all still has an axis around now", () => {
  const { lanes, now } = layoutTimeline([], NOW);
  expect(lanes).toEqual([]);
  expect(now).toBeCloseTo(50, 6);
});
