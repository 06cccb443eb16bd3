import { CONFLICT_CATEGORIES, type ReviewDocument, type wire } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Localized } from "../parts/localized.js";
import { CONFIDENCE, CONFLICT } from "./document-words.js";
import { documentOf } from "./documents.js";
import type { Panel } from "./panel.js";
import { Languages, Member, Scroll } from "./pieces.js";
import { TEXT } from "./review-text.js";
import { ROLE } from "./words.js";

/** One seat's review, and its revision where there is one. */
export function ReviewCard({ panel, seat }: { readonly panel: Panel; readonly seat: number }) {
  const text = useText(TEXT);
  const role = useText(ROLE);
  const given = panel.reviews.filter((review) => review.seat === seat).sort((a, b) => a.sequence - b.sequence);
  const [first, latest] = [given.at(0), given.at(-1)];
  if (first === undefined || latest === undefined) return null;
  const revised = given.length > 1 ? first : null;
  const document = documentOf("peerseal.review/1", latest.document);
  return (
    <article className="card" aria-label={`${text("seat", { seat: seat + 1 })}: ${role(latest.role)}`}>
      <h3>
        {role(latest.role)} · {text("appointedBy")} <Member id={latest.institution} />
      </h3>
      {revised === null ? null : <p>{text("revision")}</p>}
      {document === null ? <p>{text("withheld")}</p> : <Said document={document} />}
      <details>
        <summary>{text("ratings")}</summary>
        <Ratings panel={panel} before={revised} latest={latest} document={document} />
      </details>
      <HowRecorded recorded={latest.recorded}>
        <p>{text("signed")}</p>
        <Hash value={latest.reviewDigest} />
      </HowRecorded>
    </article>
  );
}

function Said({ document }: { readonly document: ReviewDocument }) {
  const text = useText(TEXT);
  const conflict = useText(CONFLICT);
  const { minutes } = useFormat();
  const { language, conflicts, strengths, requiredChanges, suggestions, minutesSpent, aiUse } = document;
  const declared = CONFLICT_CATEGORIES.flatMap((category) => {
    const answer = conflicts[category];
    return answer.declared ? [{ category, told: answer.text }] : [];
  });
  return (
    <>
      <Points title={text("strengths")} of={strengths} language={language} />
      <Points title={text("required")} of={requiredChanges} language={language} />
      <Points title={text("suggestions")} of={suggestions} language={language} />
      <Facts
        of={[
          [text("minutes"), minutes(minutesSpent)],
          [
            text("ai"),
            aiUse.used ? (
              <span key="ai" lang={language}>
                {aiUse.text}
              </span>
            ) : (
              text("noAi")
            ),
          ],
          [
            text("ties"),
            declared.length === 0 ? (
              text("noTies")
            ) : (
              <ul key="ties" className="plain-list">
                {declared.map(({ category, told }) => (
                  <li key={category}>
                    {conflict(category)}: <span lang={language}>{told}</span>
                  </li>
                ))}
              </ul>
            ),
          ],
          [text("language"), <Languages key="language" tags={[language]} />],
        ]}
      />
    </>
  );
}

function Points({
  title,
  of,
  language,
}: {
  readonly title: string;
  readonly of: readonly string[];
  readonly language: string;
}) {
  if (of.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul lang={language}>
        {of.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}

function Ratings(props: {
  readonly panel: Panel;
  readonly before: wire.Review | null;
  readonly latest: wire.Review;
  readonly document: ReviewDocument | null;
}) {
  const { panel, before, latest, document } = props;
  const text = useText(TEXT);
  const shown = (level: number | null | undefined) => level ?? "–";
  return (
    <Scroll label={text("ratings")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text("criterion")}</th>
            {before === null ? null : <th scope="col">{text("own")}</th>}
            <th scope="col">{before === null ? text("level") : text("revised")}</th>
            <th scope="col">{text("comment")}</th>
          </tr>
        </thead>
        <tbody>
          {latest.levels.map((level, i) => {
            const criterion = panel.document?.criteria[i];
            const rating = document?.ratings.find((one) => one.criterion === criterion?.id);
            return (
              // Criteria are told apart by their places.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <tr key={i}>
                <th scope="row">
                  {criterion?.id ?? i + 1} <Localized of={criterion?.name ?? null} />
                </th>
                {before === null ? null : <td>{shown(before.levels[i])}</td>}
                <td>{shown(level)}</td>
                <td>
                  {rating === undefined || document === null ? null : (
                    <Rating rating={rating} language={document.language} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function Rating({
  rating,
  language,
}: {
  readonly rating: ReviewDocument["ratings"][number];
  readonly language: string;
}) {
  const text = useText(TEXT);
  const confidence = useText(CONFIDENCE);
  if (rating.level === null) {
    return (
      <>
        <span className="dim">{text("notRated")}:</span> <span lang={language}>{rating.reason}</span>
      </>
    );
  }
  return (
    <>
      <span className="dim">{confidence(rating.confidence)}.</span> <span lang={language}>{rating.comment}</span>
      {rating.evidence.map((one) => (
        <p key={`${one.path} ${one.location} ${one.text}`} className="evidence">
          {text("evidence")} <code>{one.path}</code>, <span lang={language}>{one.location}</span>:{" "}
          <q lang={language}>{one.text}</q>
        </p>
      ))}
    </>
  );
}
