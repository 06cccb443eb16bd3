import { explainFault, explainPresentation, explainVerdict, type PresentedVerdict } from "@peerseal/sdk";
import { useLanguage, useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { Tag } from "../parts/tag.js";
import { Band } from "./band.js";
import type { Place } from "./place.js";
import type { Presented } from "./presentations.js";
import { RESULT_GLYPHS } from "./questions.js";
import { Rows } from "./rows.js";
import { saidOf } from "./said.js";
import { agreesOn, codeOf, issuerOf, toneOf, toneOfResult } from "./settled.js";
import { WORDS } from "./words.js";

/** A presentation: what its holder signed, and every credential in it, none left out. */
export function PresentedResult({ outcome, place }: { readonly outcome: Presented; readonly place: Place }) {
  const text = useText(WORDS);
  const { language } = useLanguage();
  const { presentation, credentials, notOpened } = outcome.verified;
  const code = codeOf(outcome);
  return (
    <article>
      <Band tone={code === "unreadable" ? "bad" : toneOf(code)} title={saidOf(outcome, language)} line={outcome.name} />
      <p>{text("presented", { count: credentials.length })}</p>
      <h3>{text("holderSigned")}</h3>
      <ul className="checks">
        {presentation.checks.map(({ check, result, reason }) => (
          <li key={check}>
            <span className={toneOfResult(result)} aria-hidden="true">
              {RESULT_GLYPHS[result]}
            </span>{" "}
            <span className="unseen">{text(`result.${result}`)}: </span>
            {explainPresentation(reason, language)}
          </li>
        ))}
      </ul>
      {presentation.holder === null ? null : (
        <p>
          {text("holder")}: <Hash value={presentation.holder} />
        </p>
      )}
      <h3>{text("inPresentation")}</h3>
      {credentials.map((credential) => (
        <One key={credential.path} credential={credential} agreed={agreesOn(credential, outcome.other)} place={place} />
      ))}
      {notOpened === 0 ? null : <p role="alert">{text("notLookedAt", { count: notOpened })}</p>}
    </article>
  );
}

function One(props: {
  readonly credential: PresentedVerdict;
  /** Whether a second endpoint, where one was asked, told the same: otherwise nothing is called good. */
  readonly agreed: boolean;
  readonly place: Place;
}) {
  const { credential, agreed, place } = props;
  const text = useText(WORDS);
  const { language } = useLanguage();
  if (credential.state === "unreadable") {
    return (
      <section className="card">
        <Tag tone="bad">{explainFault(credential.error, language)}</Tag>
      </section>
    );
  }
  const { verdict, subject } = credential;
  return (
    <section className="card">
      <h4>{issuerOf(verdict) ?? text("unnamed")}</h4>
      <p>
        <Tag tone={agreed ? toneOf(verdict.verdict) : "unsure"}>
          {agreed ? explainVerdict(verdict.verdict, language) : text("differTitle")}
        </Tag>
      </p>
      <p className="dim">{text(`subject.${subject}`)}</p>
      <Rows verdict={verdict} place={place} />
    </section>
  );
}
