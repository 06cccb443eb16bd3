import type { CourseVersionDocument } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { type Fact, Facts } from "../parts/facts.js";
import { Localized } from "../parts/localized.js";
import { Address } from "./address.js";
import { AI_POLICY, IDENTITY, NEED, OUTCOME_KIND, PARTICIPATION, SUPERVISION } from "./document-words.js";
import { Languages, Scroll } from "./pieces.js";
import type { FactName } from "./version-diff.js";
import { TEXT } from "./version-text.js";

/** How large, how high and in which form a course is, as names and values. */
export function useVersionFacts(): (document: CourseVersionDocument) => Readonly<Record<FactName, Fact>> {
  const text = useText(TEXT);
  const participation = useText(PARTICIPATION);
  const supervision = useText(SUPERVISION);
  const { minutes } = useFormat();
  return (document) => ({
    workloadMinutes: [text("hours"), minutes(document.workloadMinutes)],
    level: [text("level"), levelOf(document.level, (level) => text("eqf", { level }))],
    credits: [
      text("credits"),
      document.credits.length === 0
        ? "–"
        : document.credits.map(({ scheme, value }) => `${value} ${scheme}`).join(" · "),
    ],
    languages: [text("languages"), <Languages key="languages" tags={document.languages} />],
    participationForm: [text("participation"), participation(document.participationForm)],
    supervision: [text("supervision"), supervision(document.supervision)],
  });
}

function levelOf({ eqf, nqf }: CourseVersionDocument["level"], named: (level: number) => string): string {
  const all = [...(eqf === null ? [] : [named(eqf)]), ...nqf.map(({ framework, level }) => `${framework} ${level}`)];
  return all.length === 0 ? "–" : all.join(" · ");
}

/** The facts at a glance, what learners will be able to do, and how that is assessed. */
export function VersionFacts({ document }: { readonly document: CourseVersionDocument }) {
  const text = useText(TEXT);
  const facts = useVersionFacts();
  const need = useText(NEED);
  const { needStatement, prerequisites, accessibility, stacking, reviewBy, field } = document;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{text("facts")}</h2>
      <div className="strip-facts">
        <Facts
          of={[
            ...Object.values(facts(document)),
            [text("assessment"), [...new Set(document.assessments.map(({ type }) => type))].join(" · ")],
          ]}
        />
      </div>
      <Outcomes document={document} />
      <details>
        <summary>{text("need")}</summary>
        <Facts
          of={[
            [
              text("need"),
              <span key="need">
                {need(needStatement.kind)}: <Localized of={needStatement.text} />
              </span>,
            ],
            [
              text("prerequisites"),
              prerequisites.length === 0 ? null : (
                <ul key="prerequisites" className="plain-list">
                  {prerequisites.map((one) => (
                    <li key={JSON.stringify(one)}>
                      <Localized of={one} />
                    </li>
                  ))}
                </ul>
              ),
            ],
            [text("accessibility"), <Localized key="accessibility" of={accessibility} />],
            [
              text("stacking"),
              <span key="stacking">
                {text(stacking.stackable ? "stackable" : "notStackable")}: <Localized of={stacking.text} />
              </span>,
            ],
            [text("field"), field],
            [text("reviewBy"), reviewBy.slice(0, 10)],
          ]}
        />
      </details>
      <Content document={document} />
    </section>
  );
}

function Outcomes({ document }: { readonly document: CourseVersionDocument }) {
  const text = useText(TEXT);
  const kind = useText(OUTCOME_KIND);
  const identity = useText(IDENTITY);
  const ai = useText(AI_POLICY);
  return (
    <>
      <h3>{text("outcomes")}</h3>
      <ul>
        {document.learningOutcomes.map((outcome) => (
          <li key={outcome.id}>
            <Localized of={outcome.text} /> <span className="dim">({kind(outcome.kind)})</span>
          </li>
        ))}
      </ul>
      <h3>{text("assessments")}</h3>
      <ul>
        {document.assessments.map((assessment) => (
          <li key={assessment.id}>
            {assessment.type}: <Localized of={assessment.description} />{" "}
            <span className="dim">
              {text("passRule")}: <Localized of={assessment.passRule} /> · {identity(assessment.identityCheck)} ·{" "}
              {ai(assessment.aiPolicy.use)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Content({ document }: { readonly document: CourseVersionDocument }) {
  const text = useText(TEXT);
  return (
    <details>
      <summary>{text("content")}</summary>
      <p>{text("contentText")}</p>
      <Scroll label={text("content")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text("path")}</th>
              <th scope="col">{text("access")}</th>
              <th scope="col">{text("licence")}</th>
            </tr>
          </thead>
          <tbody>
            {document.content.map((item) => (
              <tr key={item.path}>
                <th scope="row">
                  {item.path}
                  {item.url === null ? null : (
                    <>
                      {" "}
                      <Address of={item.url} />
                    </>
                  )}
                </th>
                <td>{text(item.access)}</td>
                <td>{item.licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
