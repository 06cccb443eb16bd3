import type { ReactNode } from "react";
import { useFormat } from "../language/format.js";
import { useLanguage, useText } from "../language/language.js";
import { Figure } from "./figure.js";
import { TEXT } from "./text.js";
import { layoutTimeline, type PlacedSpan, type TimelineLane, type TimelineLayout } from "./timeline-layout.js";

const HEIGHT = 28;

/** What happened in lanes on one axis of time; the spans of decisions that stood are shaded over all of them. */
export function Timeline(props: {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly lanes: readonly TimelineLane[];
  /** Unix seconds. */
  readonly now: number;
}) {
  const { title, description, lanes, now } = props;
  const { language } = useLanguage();
  const text = useText(TEXT);
  const layout = layoutTimeline(lanes, now);
  const live = layout.lanes.flatMap(({ spans }) => spans.filter(({ span }) => span.kind === "live"));
  const month = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "ja-JP", {
    year: "numeric",
    month: "short",
    timeZone: "UTC",
  });
  return (
    <Figure title={title} description={description} table={<TimelineTable lanes={lanes} />}>
      <div className="timeline">
        {layout.lanes.map(({ name, spans }) => (
          <div key={name} className="lane">
            <span className="dim">{name}</span>
            <svg aria-hidden="true" className="strip" height={HEIGHT}>
              <Ground layout={layout} live={live} />
              {spans.map((placed, i) => (
                // Spans of a lane never change their order.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above.
                <Span key={i} placed={placed} />
              ))}
            </svg>
          </div>
        ))}
        <svg aria-hidden="true" className="strip" height="20">
          {layout.ticks.map(({ at, x }) => (
            <text key={at} x={`${x}%`} y="14" textAnchor={x < 12 ? "start" : x > 88 ? "end" : "middle"}>
              {month.format(at * 1000)}
            </text>
          ))}
        </svg>
        <p className="dim">
          <svg width="24" height="16" aria-hidden="true">
            <line className="now" x1="12" x2="12" y1="0" y2="16" />
          </svg>{" "}
          {text("now")}
        </p>
      </div>
    </Figure>
  );
}

function Ground({ layout, live }: { readonly layout: TimelineLayout; readonly live: readonly PlacedSpan[] }) {
  return (
    <>
      {live.map(({ x, width }) => (
        <rect key={x} className="live" x={`${x}%`} width={`${width}%`} y="0" height={HEIGHT} />
      ))}
      {layout.ticks.map(({ at, x }) => (
        <line key={at} className="grid" x1={`${x}%`} x2={`${x}%`} y1="0" y2={HEIGHT} />
      ))}
      <line className="now" x1={`${layout.now}%`} x2={`${layout.now}%`} y1="0" y2={HEIGHT} />
    </>
  );
}

function Span({ placed: { span, x, width } }: { readonly placed: PlacedSpan }) {
  if (span.kind === "moment") {
    return (
      <svg
        x={`${x}%`}
        y={HEIGHT / 2}
        width="1"
        height="1"
        overflow="visible"
        className="glyph diamond"
        aria-hidden="true"
      >
        <path d="M0 -7 L7 0 L0 7 L-7 0 Z" />
      </svg>
    );
  }
  return (
    <rect className={`span ${span.kind}-mark`} x={`${x}%`} width={`${width}%`} y={HEIGHT / 2 - 5} height="10" rx="3" />
  );
}

function TimelineTable({ lanes }: { readonly lanes: readonly TimelineLane[] }) {
  const text = useText(TEXT);
  const { day } = useFormat();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{text("lane")}</th>
          <th scope="col">{text("from")}</th>
          <th scope="col">{text("until")}</th>
          <th scope="col">{text("label")}</th>
        </tr>
      </thead>
      <tbody>
        {lanes.flatMap(({ name, spans }) =>
          spans.map(({ from, until, label, kind }) => (
            <tr key={`${name}-${from}-${label}`}>
              <th scope="row">{name}</th>
              <td>{day(from)}</td>
              <td>{kind === "moment" ? text("none") : until === null ? text("open") : day(until)}</td>
              <td>{label}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}
