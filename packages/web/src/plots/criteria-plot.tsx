import type { ReactNode } from "react";
import { useText } from "../language/language.js";
import { type CriterionRow, LEVEL_PLACES, layoutRow } from "./criteria-layout.js";
import { Figure } from "./figure.js";
import { Glyph, Legend } from "./glyphs.js";
import { TEXT } from "./text.js";

const MIDDLE = 16;

/** Each criterion as a row: the median and how far the reviews lie apart, against what it is compared with. */
export function CriteriaPlot(props: {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly rows: readonly CriterionRow[];
  /** Names of the levels 0 to 3. */
  readonly levels: readonly string[];
}) {
  const { title, description, rows, levels } = props;
  const text = useText(TEXT);
  const layouts = rows.map((row) => ({ row, layout: layoutRow(row) }));
  const has = (part: "interval" | "median" | "earlier" | "network" | "required") =>
    layouts.some(({ layout }) => layout[part] !== null);
  const hasSingles = layouts.some(({ layout }) => layout.singles.length > 0);
  return (
    <Figure title={title} description={description} table={<CriteriaTable rows={rows} />}>
      <Legend
        of={[
          ...(has("median") ? [["dot", text("median")] as const] : []),
          ...(hasSingles ? [["dot", text("single")] as const] : []),
          ...(has("interval") ? [["interval", text("range")] as const] : []),
          ...(has("earlier") ? [["diamond", text("earlier")] as const] : []),
          ...(has("network") ? [["square", text("network")] as const] : []),
          ...(has("required") ? [["bar", text("required")] as const] : []),
        ]}
      />
      <div className="criteria">
        <span />
        <svg aria-hidden="true" className="strip" height="20">
          {levels.map((level, i) => (
            <text key={level} x={`${LEVEL_PLACES[i]}%`} y="14" textAnchor={anchorOf(i, levels.length)}>
              {level}
            </text>
          ))}
        </svg>
        {layouts.map(({ row, layout }) => (
          <Row key={row.id} row={row} layout={layout} />
        ))}
      </div>
    </Figure>
  );
}

function Row({ row, layout }: { readonly row: CriterionRow; readonly layout: ReturnType<typeof layoutRow> }) {
  const text = useText(TEXT);
  const { interval, singles, median, earlier, network, required } = layout;
  return (
    <>
      <span>
        <b>{row.id}</b> <span lang={row.language}>{row.name}</span>
        {row.essential ? <span className="dim"> ({text("essential")})</span> : null}
      </span>
      <svg aria-hidden="true" className="strip" height="32">
        {LEVEL_PLACES.map((place) => (
          <line key={place} className="grid" x1={`${place}%`} x2={`${place}%`} y1="0" y2="32" />
        ))}
        {required === null ? null : <Glyph shape="bar" x={required} y={MIDDLE} />}
        {interval === null ? null : (
          <line className="interval" x1={`${interval[0]}%`} x2={`${interval[1]}%`} y1={MIDDLE} y2={MIDDLE} />
        )}
        {network === null ? null : <Glyph shape="square" x={network} y={MIDDLE + 6} />}
        {earlier === null ? null : <Glyph shape="diamond" x={earlier} y={MIDDLE - 6} />}
        {median === null ? null : <Glyph shape="dot" x={median} y={MIDDLE} />}
        {singles.map(({ at, down }) => (
          <Glyph key={`${at}-${down}`} shape="dot" x={at} y={MIDDLE + down} />
        ))}
      </svg>
    </>
  );
}

function CriteriaTable({ rows }: { readonly rows: readonly CriterionRow[] }) {
  const text = useText(TEXT);
  const shown = (value: number | null) => value ?? text("none");
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{text("criterion")}</th>
          <th scope="col">{text("median")}</th>
          <th scope="col">{text("range")}</th>
          <th scope="col">{text("earlier")}</th>
          <th scope="col">{text("network")}</th>
          <th scope="col">{text("required")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, language, essential, levels, median, earlier, network }) => (
          <tr key={id}>
            <th scope="row">
              {id} <span lang={language}>{name}</span>
            </th>
            <td>{shown(median)}</td>
            <td>{levels.length === 0 ? text("none") : `${Math.min(...levels)}–${Math.max(...levels)}`}</td>
            <td>{shown(earlier)}</td>
            <td>{shown(network)}</td>
            <td>{essential ? 2 : text("none")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function anchorOf(place: number, of: number): "start" | "middle" | "end" {
  if (place === 0) return "start";
  return place === of - 1 ? "end" : "middle";
}
