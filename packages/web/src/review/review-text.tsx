import { ReviewDocument, type RubricDocument } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useLanguage, useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { TEXT as SEAL } from "./seal-text.js";
import { TEXT } from "./seat-text.js";
import { TEXT as WORK } from "./work-text.js";

/** A review as a text to read. */
export function ReviewText({ document, rubric }: { readonly document: unknown; readonly rubric: RubricDocument }) {
  const text = useText(TEXT);
  const seal = useText(SEAL);
  const work = useText(WORK);
  const { minutes } = useFormat();
  const { language } = useLanguage();
  const parsed = ReviewDocument.safeParse(document);
  if (!parsed.success) return <p>{seal("withheldText")}</p>;
  const review = parsed.data;
  const given = new Map(review.ratings.map((rating) => [rating.criterion, rating]));
  const lang = review.language === language ? undefined : review.language;
  return (
    <div className="review-text">
      {rubric.criteria.map(({ id, name }) => {
        const rating = given.get(id);
        if (rating === undefined) return null;
        return (
          <section key={id}>
            <h4>
              {id} <Localized of={name} />
            </h4>
            {rating.level === null ? (
              <p lang={lang}>{text("levelNone", { reason: rating.reason })}</p>
            ) : (
              <>
                <p>
                  <strong>
                    {rating.level} <Localized of={rubric.levels[rating.level]} />
                  </strong>{" "}
                  ({text("confidenceShort", { word: work(`confidence.${rating.confidence}`) })})
                </p>
                {rating.comment === null ? null : (
                  <p lang={lang} className="written">
                    {rating.comment}
                  </p>
                )}
                {rating.evidence.length === 0 ? null : (
                  <ul lang={lang}>
                    {rating.evidence.map((one) => (
                      <li key={JSON.stringify(one)}>{text("evidenceAt", one)}</li>
                    ))}
                  </ul>
                )}
              </>
            )}
          </section>
        );
      })}
      <Points label={work("strengths")} points={review.strengths} lang={lang} />
      <Points label={work("requiredChanges")} points={review.requiredChanges} lang={lang} />
      <Points label={work("suggestions")} points={review.suggestions} lang={lang} />
      <p>
        {text("minutesSpent", { time: minutes(review.minutesSpent) })}.{" "}
        {review.aiUse.used ? text("aiUsed", { text: review.aiUse.text }) : text("aiNotUsed")}
      </p>
    </div>
  );
}

function Points(props: {
  readonly label: string;
  readonly points: readonly string[];
  readonly lang: string | undefined;
}) {
  const { label, points, lang } = props;
  if (points.length === 0) return null;
  return (
    <>
      <h4>{label}</h4>
      <ul lang={lang}>
        {points.map((point) => (
          <li key={point} className="written">
            {point}
          </li>
        ))}
      </ul>
    </>
  );
}
