import type { CriterionDocument, RubricDocument } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { TEXT } from "./rubric-text.js";
import { ROLE } from "./words.js";

/** Criteria by theme, each with what its levels look like. */
export function RubricCriteria({ document }: { readonly document: RubricDocument }) {
  const text = useText(TEXT);
  return (
    <section aria-labelledby="criteria">
      <h2 id="criteria">{text("criteria")}</h2>
      {document.themes.map((theme) => (
        <section key={theme.id} aria-labelledby={`theme-${theme.id}`}>
          <h3 id={`theme-${theme.id}`}>
            <Localized of={theme.name} />
          </h3>
          {document.criteria
            .filter((criterion) => criterion.theme === theme.id)
            .map((criterion) => (
              <Criterion key={criterion.id} criterion={criterion} levels={document.levels} />
            ))}
        </section>
      ))}
    </section>
  );
}

function Criterion(props: { readonly criterion: CriterionDocument; readonly levels: RubricDocument["levels"] }) {
  const { criterion, levels } = props;
  const text = useText(TEXT);
  const role = useText(ROLE);
  const marks = [
    ...(criterion.essential ? [text("essential")] : []),
    ...(criterion.rapid ? [text("rapid")] : []),
    ...(criterion.practitionerMustRate ? [text("practitioner")] : []),
  ];
  return (
    <article className="card" id={criterion.id}>
      <h4>
        {criterion.id} <Localized of={criterion.name} />
      </h4>
      <p>
        <Localized of={criterion.question} />
      </p>
      {marks.length === 0 ? null : <p className="dim">{marks.join(" · ")}</p>}
      <p className="dim">
        {text("ratedBy")}: {criterion.ratedBy.map((one) => role(one)).join(" · ")}
      </p>
      <ol className="levels" start={0}>
        {criterion.descriptors.map((descriptor, level) => (
          <li key={JSON.stringify(descriptor)}>
            <strong>
              <Localized of={levels[level] ?? null} />
            </strong>
            : <Localized of={descriptor} />
          </li>
        ))}
      </ol>
      <details>
        <summary>{text("guidance")}</summary>
        <p>
          <Localized of={criterion.guidance} />
        </p>
        {criterion.mapsTo.length === 0 ? null : (
          <p className="dim">
            {text("maps")}:{" "}
            {criterion.mapsTo.map(({ framework, reference }) => `${framework}, ${reference}`).join(" · ")}
          </p>
        )}
      </details>
    </article>
  );
}
