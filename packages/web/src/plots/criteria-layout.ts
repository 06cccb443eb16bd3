import { scaleLinear } from "d3-scale";

/** Levels of a rubric. */
const LOWEST = 0;
const HIGHEST = 3;
/** With fewer reviews an interval would feign a spread that nobody measured. */
const LEAST_FOR_INTERVAL = 3;
/** Places in per cent of the width; the margins hold the marks at both ends. */
const PLACES: readonly [number, number] = [4, 96];

/** One criterion as it is plotted. */
export type CriterionRow = {
  readonly id: string;
  readonly name: string;
  readonly language: string | undefined;
  readonly essential: boolean;
  /** Levels that the reviews gave, in any order. */
  readonly levels: readonly number[];
  readonly median: number | null;
  readonly earlier: number | null;
  readonly network: number | null;
};

/** A mark at a place in per cent of the width, moved down by so many pixels where several share one place. */
export type Mark = { readonly at: number; readonly down: number };

/** Where the marks of a row are. */
export type RowLayout = {
  readonly interval: readonly [from: number, to: number] | null;
  /** Single ratings; empty where there is an interval. */
  readonly singles: readonly Mark[];
  readonly median: number | null;
  readonly earlier: number | null;
  readonly network: number | null;
  readonly required: number | null;
};

const scale = scaleLinear([LOWEST, HIGHEST], PLACES);

/** Places of the four levels, in per cent of the width. */
export const LEVEL_PLACES: readonly number[] = [0, 1, 2, 3].map((level) => scale(level));

/** Places the marks of one criterion. An essential one must reach level 2 by its median. */
export function layoutRow({ essential, levels, median, earlier, network }: CriterionRow): RowLayout {
  const place = (level: number | null) => (level === null ? null : scale(level));
  const isSpread = levels.length >= LEAST_FOR_INTERVAL;
  return {
    interval: isSpread ? [scale(Math.min(...levels)), scale(Math.max(...levels))] : null,
    singles: isSpread ? [] : singlesOf(levels),
    median: isSpread ? place(median) : null,
    earlier: place(earlier),
    network: place(network),
    required: essential ? scale(2) : null,
  };
}

/** Equal ratings are drawn above each other: one dot would hide the second. */
function singlesOf(levels: readonly number[]): Mark[] {
  return levels.map((level, i) => ({
    at: scale(level),
    down: levels.slice(0, i).filter((earlier) => earlier === level).length * 8 - 3,
  }));
}
