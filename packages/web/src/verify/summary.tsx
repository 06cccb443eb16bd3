import { explain, explainVerdict, type Verdict } from "@peerseal/sdk";
import { useLanguage, useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { type Judged, titleOf } from "./check.js";
import { type Place, shownEndpoint } from "./place.js";
import { agrees, issuerOf } from "./settled.js";
import { WORDS } from "./words.js";

/** What the file is about, in its own words and in the chain's. */
export function Summary({
  judged,
  place,
  onTrust,
}: {
  readonly judged: Judged;
  readonly place: Place;
  readonly onTrust: (network: string) => void;
}) {
  const text = useText(WORDS);
  const { verdict, opened, byCode } = judged;
  const title = opened === null ? null : titleOf(opened);
  const issuer = issuerOf(verdict);
  const isProven = verdict.checks.some(({ check, result }) => check === "signature" && result === "pass");
  return (
    <>
      <Facts
        of={[
          [isProven ? text("credential") : text("says"), title],
          [text("issuer"), issuer],
        ]}
      />
      {isProven ? null : <p className="dim">{text("nothingProven")}</p>}
      {byCode ? <p className="dim">{text("byCode")}</p> : null}
      {place.network === null && verdict.network !== null ? (
        <p>
          {text("unchosen", { network: verdict.network })}{" "}
          <button type="button" className="second" onClick={() => onTrust(verdict.network ?? "")}>
            {text("useNetwork")}
          </button>
        </p>
      ) : null}
    </>
  );
}

/** What a second endpoint said. */
export function Agreement({ judged, place }: { readonly judged: Judged; readonly place: Place }) {
  const text = useText(WORDS);
  const { language } = useLanguage();
  const { verdict, other } = judged;
  const { rpc, second } = place;
  if (other === null || rpc === null || second === null) return null;
  if (agrees(verdict, other)) return <p>{text("agree", { second: shownEndpoint(second) })}</p>;
  const says = (endpoint: string, { verdict: word }: Verdict) =>
    text("firstSays", { endpoint: shownEndpoint(endpoint), sentence: explainVerdict(word, language) });
  return (
    <div role="alert">
      <p>{text("differ")}</p>
      <ul>
        <li>{says(rpc, verdict)}</li>
        <li>{says(second, other)}</li>
      </ul>
    </div>
  );
}

/** Every check that could not be made: never shown as good, and never left out. */
export function Unchecked({ verdict }: { readonly verdict: Verdict }) {
  const text = useText(WORDS);
  const { language } = useLanguage();
  const open = verdict.checks.filter(({ result }) => result === "unknown");
  if (open.length === 0) return null;
  return (
    <section className="unchecked" aria-labelledby="unchecked">
      <h3 id="unchecked">{text("unchecked")}</h3>
      <ul>
        {open.map((check) => (
          <li key={check.check}>
            {text(`check.${check.check}`)}: {explain(check, language)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What left the browser, and to whom it went. */
export function WhoWasAsked({ judged, place }: { readonly judged: Judged; readonly place: Place }) {
  const text = useText(WORDS);
  const { receipt, origin } = judged.asked;
  const endpoints = judged.opened === null ? [] : [place.rpc, place.second].filter((one) => one !== null);
  const hasAnswered = (of: Verdict | null) => of?.checks.some(({ source }) => source !== "file") === true;
  const answered = [hasAnswered(judged.verdict), hasAnswered(judged.other)];
  const parts = [
    ...endpoints.map((endpoint, place) =>
      text(answered[place] === true ? "askedChain" : "askedInVain", { endpoint: shownEndpoint(endpoint) }),
    ),
    ...(receipt ? [text("askedReceipt")] : []),
    ...(origin === null ? [] : [text("askedOrigin", { origin })]),
  ];
  return (
    <p className="asked">
      {text("stayed")} {parts.length === 0 ? text("askedNobody") : parts.join(" ")}
    </p>
  );
}
