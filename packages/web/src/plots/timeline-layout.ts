import { scaleUtc } from "d3-scale";

/** Something in a lane, from a time to a time (Unix seconds). `until` null: it goes on. Both equal: a moment. */
export type TimelineSpan = {
  readonly from: number;
  readonly until: number | null;
  readonly label: string;
  /** `live`: the span of a decision that stood; it is shaded over all lanes. */
  readonly kind: "span" | "moment" | "live";
};
export type TimelineLane = { readonly name: string; readonly spans: readonly TimelineSpan[] };

/** A span at its place: per cent of the width. */
export type PlacedSpan = { readonly span: TimelineSpan; readonly x: number; readonly width: number };
export type TimelineLayout = {
  readonly lanes: readonly { readonly name: string; readonly spans: readonly PlacedSpan[] }[];
  readonly ticks: readonly { readonly at: number; readonly x: number }[];
  readonly now: number;
};

/** So much is added on both sides, so that nothing begins at the very edge. */
const MARGIN = 0.04;
const LEAST_SECONDS = 86_400;
const LEAST_WIDTH = 0.6;
/** More labels of dates do not fit on a phone. */
const MOST_TICKS = 4;

/** Places lanes on one axis of time. What goes on ends now. */
export function layoutTimeline(lanes: readonly TimelineLane[], now: number): TimelineLayout {
  const ends = lanes.flatMap(({ spans }) => spans.flatMap(({ from, until }) => [from, until ?? now]));
  const [first, last] = [Math.min(now, ...ends), Math.max(now, ...ends)];
  const margin = Math.max((last - first) * MARGIN, LEAST_SECONDS);
  const scale = scaleUtc([(first - margin) * 1000, (last + margin) * 1000], [0, 100]);
  const place = (at: number) => scale(at * 1000);
  const ticks = scale.ticks(MOST_TICKS);
  const step = Math.ceil(ticks.length / MOST_TICKS);
  return {
    lanes: lanes.map(({ name, spans }) => ({
      name,
      spans: spans.map((span) => {
        const x = place(span.from);
        return { span, x, width: Math.max(place(span.until ?? now) - x, LEAST_WIDTH) };
      }),
    })),
    ticks: ticks
      .filter((_tick, i) => i % step === 0)
      .map((tick) => ({ at: Math.floor(tick.getTime() / 1000), x: scale(tick) })),
    now: place(now),
  };
}
