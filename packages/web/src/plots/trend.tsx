import type { ReactNode } from "react";
import { useText } from "../language/language.js";
import { Figure } from "./figure.js";
import { TEXT } from "./text.js";
import { layoutTrend, type QuarterCount } from "./trend-layout.js";

const HEIGHT = 56;
const TOP = 18;

/** How much happened in each of the last quarters. */
export function Trend(props: {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly counts: readonly QuarterCount[];
}) {
  const { title, description, counts } = props;
  const text = useText(TEXT);
  const bars = layoutTrend(counts, HEIGHT);
  const [first, last] = [counts.at(0), counts.at(-1)];
  const named = (one: QuarterCount | undefined) =>
    one === undefined ? "" : text("quarterName", { year: one.year, quarter: one.quarter });
  return (
    <Figure small title={title} description={description} table={<TrendTable counts={counts} />}>
      <svg aria-hidden="true" className="strip trend" height={HEIGHT + TOP + 20}>
        <line className="grid" x1="0" x2="100%" y1={TOP + HEIGHT} y2={TOP + HEIGHT} />
        {bars.map(({ year, quarter, count, x, width, y, height }) => (
          <g key={`${year}-${quarter}`}>
            <rect className="bar-mark" x={`${x}%`} width={`${width}%`} y={TOP + y} height={height} />
            {count === 0 ? null : (
              <text x={`${x + width / 2}%`} y={TOP + y - 4} textAnchor="middle">
                {count}
              </text>
            )}
          </g>
        ))}
        <text x="0" y={TOP + HEIGHT + 16}>
          {named(first)}
        </text>
        <text x="100%" y={TOP + HEIGHT + 16} textAnchor="end">
          {named(last)}
        </text>
      </svg>
    </Figure>
  );
}

function TrendTable({ counts }: { readonly counts: readonly QuarterCount[] }) {
  const text = useText(TEXT);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{text("quarter")}</th>
          <th scope="col">{text("count")}</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ year, quarter, count }) => (
          <tr key={`${year}-${quarter}`}>
            <th scope="row">{text("quarterName", { year, quarter })}</th>
            <td>{count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
