import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { CRITERION_REASON } from "./document-words.js";
import { countingReviews, judgedAt, type Panel } from "./panel.js";
import { Scroll } from "./pieces.js";
import { TEXT } from "./round-text.js";
import { ROLE } from "./words.js";

/** Ratings of all seats by criterion, with the median by the rule and what it weighs. */
export function RoundMatrix({ panel }: { readonly panel: Panel }) {
  const text = useText(TEXT);
  const role = useText(ROLE);
  const latest = countingReviews(panel.seats, panel.reviews);
  return (
    <section aria-labelledby="matrix">
      <h2 id="matrix">{text("matrix")}</h2>
      <p>{text("matrixText")}</p>
      <Scroll label={text("matrix")}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{text("criterion")}</th>
              {latest.map(({ seat, role: of }) => (
                <th key={seat} scope="col">
                  {seat + 1} {role(of)}
                </th>
              ))}
              <th scope="col">{text("median")}</th>
              <th scope="col">{text("counts")}</th>
            </tr>
          </thead>
          <tbody>
            {panel.rule.criteria.map((rule, i) => (
              // Criteria are told apart by their places.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <tr key={i}>
                <th scope="row">
                  {panel.document?.criteria[i]?.id ?? i + 1}{" "}
                  <Localized of={panel.document?.criteria[i]?.name ?? null} />
                  {rule.essential ? <span className="dim"> ({text("essential")})</span> : null}
                </th>
                {latest.map((review) => (
                  <td key={review.seat}>
                    <Level panel={panel} seat={review.seat} criterion={i} now={review.levels[i] ?? null} />
                  </td>
                ))}
                <td>
                  <strong>{judgedAt(panel, i)?.median ?? "–"}</strong>
                </td>
                <td>
                  <Reason panel={panel} criterion={i} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Reason({ panel, criterion }: { readonly panel: Panel; readonly criterion: number }) {
  const reason = useText(CRITERION_REASON);
  const judged = judgedAt(panel, criterion);
  return <>{judged === null ? "" : reason(judged.reason)}</>;
}

/** A level; the one before a revision stands in brackets where it differs. */
function Level(props: {
  readonly panel: Panel;
  readonly seat: number;
  readonly criterion: number;
  readonly now: number | null;
}) {
  const { panel, seat, criterion, now } = props;
  const first =
    panel.reviews.find((review) => review.seat === seat && review.sequence === 1)?.levels[criterion] ?? null;
  return (
    <>
      {now === null ? <span className="dim">–</span> : now}
      {first === now ? null : <span className="dim"> ({first ?? "–"})</span>}
    </>
  );
}
