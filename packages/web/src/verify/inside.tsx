import { type EnclosedReports, explain } from "@peerseal/sdk";
import { useLanguage, useText } from "../language/language.js";
import { Tag, type Tone } from "../parts/tag.js";
import { WORDS } from "./words.js";

const TONES = { verified: "good", refuted: "bad", unknown: "unsure" } as const satisfies Record<string, Tone>;

/** Endorsements and credentials inside the credential. */
export function Inside({ enclosed }: { readonly enclosed: EnclosedReports }) {
  const text = useText(WORDS);
  const { language } = useLanguage();
  if (enclosed.reports.length === 0) return null;
  return (
    <section aria-labelledby="inside">
      <h3 id="inside">{text("inside")}</h3>
      <p className="dim">{text("insideNote")}</p>
      <ul>
        {enclosed.reports.map(({ path, kind, state, issuer, comment, isAboutThis, checks }) => {
          const open = checks.find(({ result }) => result === "fail" || result === "unknown");
          return (
            <li key={path}>
              <Tag tone={TONES[state]}>{text(`inside.${state}`)}</Tag> {text(`inside.${kind}`)}
              {typeof issuer.name === "string" ? `: ${issuer.name}` : ""}. {comment ?? ""}{" "}
              {isAboutThis ? "" : text("notAboutThis")} {open === undefined ? "" : explain(open, language)}
            </li>
          );
        })}
      </ul>
      {enclosed.more === 0 ? null : <p>{text("insideMore", { more: enclosed.more })}</p>}
    </section>
  );
}
