import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { countingReviews, type Panel } from "./panel.js";
import { ReplyCard } from "./reply-card.js";
import { ReviewCard } from "./review-card.js";
import { TEXT } from "./version-text.js";
import { STAGE } from "./words.js";

/** Reviews of every round of a version with the provider's reply beside them; the latest round is open. */
export function VersionReviews(props: {
  readonly panels: readonly Panel[];
  readonly replies: ReadonlyMap<string, Parameters<typeof ReplyCard>[0]["reply"]>;
}) {
  const { panels, replies } = props;
  const text = useText(TEXT);
  const stage = useText(STAGE);
  const { day } = useFormat();
  const reviewed = panels.filter(({ reviews, round }) => reviews.length > 0 && round.purpose === "summative");
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews">{text("reviews")}</h2>
      {reviewed.length === 0 ? <p>{text("noReviews")}</p> : null}
      {reviewed.map((panel, i) => (
        <details key={panel.round.id} open={i === 0}>
          <summary>{text("roundOf", { at: day(panel.round.openedAt), stage: stage(panel.round.stage) })}</summary>
          <p>
            <Link href={`/r/${panel.round.id}`}>{text("toRound")}</Link>
          </p>
          {countingReviews(panel.seats, panel.reviews).map(({ seat }) => (
            <ReviewCard key={seat} panel={panel} seat={seat} />
          ))}
          <ReplyCard reply={replies.get(panel.round.id) ?? null} />
        </details>
      ))}
    </section>
  );
}
