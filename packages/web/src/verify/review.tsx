import type { QualityAnswer, QualityAt } from "@peerseal/sdk";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useText } from "../language/language.js";
import { type Fact, Facts } from "../parts/facts.js";
import { Day, Moment } from "../parts/moment.js";
import { Tag, type Tone } from "../parts/tag.js";
import { REVIEW } from "./review-words.js";

type Decision = NonNullable<QualityAt["decision"]>;

/** Tone of a state of quality: what is not there is no good news, and no bad one. */
export function toneOfQuality(state: QualityAt["state"]): Tone {
  switch (state) {
    case "met":
      return "good";
    case "not-met":
    case "rescinded":
      return "bad";
    case "conditional":
    case "provisional":
    case "expired":
      return "unsure";
    case "unreviewed":
    case "in-review":
    case "retired":
      return "plain";
  }
}

/**
 * What the review of the course said at three moments.
 *
 * @param version its page holds the ratings by criterion; null: there is no registry that has one.
 * @param isLinked whether there are pages of institutions, rounds and rubrics.
 */
export function Review(props: {
  readonly quality: QualityAnswer;
  readonly isNow: boolean;
  readonly version: string | null;
  readonly isLinked: boolean;
}) {
  const { quality, isNow, version, isLinked } = props;
  const text = useText(REVIEW);
  return (
    <section className="review" aria-labelledby="review">
      <h3 id="review">{text("title")}</h3>
      <div className="moments">
        <At title={text("learning")} moment={quality.learning} isLinked={isLinked} />
        <At title={text("issued")} moment={quality.issue} isLinked={isLinked} />
        <At title={text(isNow ? "now" : "nowThen")} moment={quality.now} isLinked={isLinked} />
      </div>
      <p>
        {text("another")} {version === null ? null : <Link href={`/versions/${version}`}>{text("profile")}</Link>}
      </p>
    </section>
  );
}

function At({
  title,
  moment,
  isLinked,
}: {
  readonly title: string;
  readonly moment: QualityAt;
  readonly isLinked: boolean;
}) {
  const text = useText(REVIEW);
  const { state, at, flags, decision } = moment;
  return (
    <section className="card">
      <h4>{title}</h4>
      <p className="dim">
        <Day at={at} />
      </p>
      <p>
        <Tag tone={toneOfQuality(state)}>{text(`quality.${state}`)}</Tag>
      </p>
      {flags.length === 0 ? null : (
        <ul className="flags">
          {flags.map((flag) => (
            <li key={flag}>{text(`flag.${flag}`)}</li>
          ))}
        </ul>
      )}
      {decision === null ? null : <Decided decision={decision} isLinked={isLinked} />}
    </section>
  );
}

function Decided({ decision, isLinked }: { readonly decision: Decision; readonly isLinked: boolean }) {
  const text = useText(REVIEW);
  const to = (href: string, shown: ReactNode) => (isLinked ? <Link href={href}>{shown}</Link> : shown);
  const named = (institution: number, name: string) =>
    to(`/institutions/${institution}`, name === "" ? `${text("unseen")} (${institution})` : name);
  const { carried, expiresAt, convener, panel, route, round, rubric, listed, decidedAt } = decision;
  const facts: readonly Fact[] = [
    [text("decided"), <Day key="decided" at={decidedAt} />],
    [text("until"), expiresAt === null ? text("noEnd") : <Day key="until" at={expiresAt} />],
    [text("route"), text(`route.${route}`)],
    [
      text("carried"),
      carried === null ? null : (
        <>
          <Moment at={carried.at} /> ({carried.steps})
        </>
      ),
    ],
    [text("convener"), named(convener.institution, convener.name)],
  ];
  return (
    <>
      <Facts of={facts} />
      {listed ? null : <p>{text("unlisted")}</p>}
      <h5>{text("panel")}</h5>
      <ul className="panel">
        {panel.map(({ role, institution, name, flags }, seat) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: seats have no names, and their order is that of the chain.
          <li key={seat}>
            {text(`role.${role}`)} ({named(institution, name)}
            {flags.map((flag) => `, ${text(`seat.${flag}`)}`).join("")})
          </li>
        ))}
      </ul>
      {isLinked ? (
        <p>
          <Link href={`/rounds/${round}`}>{text("round")}</Link> ·{" "}
          <Link href={`/rubrics/${rubric}`}>{text("rubric")}</Link>
        </p>
      ) : null}
    </>
  );
}
