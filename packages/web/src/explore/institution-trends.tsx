import type { wire } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { Trend } from "../plots/trend.js";
import { type Counted, countByQuarter } from "../plots/trend-layout.js";
import { TEXT } from "./institution-text.js";

/** Four trends by quarter. */
export function InstitutionTrends(props: {
  readonly id: number;
  readonly courses: readonly wire.Course[];
  readonly seats: readonly wire.RoundSeat[];
  readonly rounds: readonly wire.Round[];
  readonly anchors: readonly wire.Anchor[];
}) {
  const { id, courses, seats, rounds, anchors } = props;
  const text = useText(TEXT);
  const now = Math.floor(Date.now() / 1000);
  const count = (things: readonly Counted[]) => countByQuarter(things, now);
  const registered = courses.filter(({ institution }) => institution === id);
  const given = seats.flatMap(({ submittedAt }) => (submittedAt === null ? [] : [{ at: submittedAt }]));
  const received = rounds
    .filter(({ owner }) => owner === id)
    .map(({ openedAt, submittedCount }) => ({ at: openedAt, weight: submittedCount }));
  return (
    <section aria-labelledby="trends">
      <h2 id="trends">{text("trends")}</h2>
      <div className="trends">
        <Trend
          title={text("trendCourses")}
          description={text("trendText")}
          counts={count(registered.map((course) => ({ at: course.registered.at })))}
        />
        <Trend title={text("trendGiven")} description={text("trendText")} counts={count(given)} />
        <Trend
          title={text("trendReceived")}
          description={`${text("trendText")} ${text("trendReceivedText")}`}
          counts={count(received)}
        />
        <Trend
          title={text("trendBatches")}
          description={text("trendText")}
          counts={count(anchors.map(({ recorded }) => ({ at: recorded.at })))}
        />
      </div>
    </section>
  );
}
