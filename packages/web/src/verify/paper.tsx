import { explain, type Opened } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useLanguage, useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Moment } from "../parts/moment.js";
import { type Judged, titleOf } from "./check.js";
import { cliCommands } from "./commands.js";
import { fieldName } from "./fields.js";
import { type Place, shownEndpoint } from "./place.js";
import { REVIEW } from "./review-words.js";
import { issuerOf } from "./settled.js";
import { WORDS } from "./words.js";

const MOMENTS = [
  ["learning", "learning"],
  ["issue", "issued"],
  ["now", "now"],
] as const;

/** The result as it is printed: everything that was and was not checked, by whom, and how to repeat it. */
export function Paper({
  judged,
  place,
  opened,
}: {
  readonly judged: Judged;
  readonly place: Place;
  readonly opened: Opened | null;
}) {
  const text = useText(WORDS);
  const review = useText(REVIEW);
  const { language } = useLanguage();
  const { day } = useFormat();
  const { verdict, name } = judged;
  const { quality } = verdict;
  const unchecked = verdict.checks.filter(({ result }) => result === "unknown");
  const endpoints = [place.rpc, place.second].filter((one) => one !== null).map(shownEndpoint);
  const [block] = verdict.checks.flatMap(({ source }) => / block (\d+)$/.exec(source)?.[1] ?? []);
  const at = verdict.at === verdict.now ? null : verdict.at;
  return (
    <section className="paper">
      <h3>{text("receiptTitle")}</h3>
      <Facts
        of={[
          [text("file"), name],
          [text("credential"), opened === null ? null : titleOf(opened)],
          [text("issuer"), issuerOf(verdict)],
          [text("checkedAt"), <Moment key="now" at={verdict.now} />],
          [text("asOf"), at === null ? text("now") : <Moment key="at" at={at} />],
          [
            text("endpoint"),
            endpoints.length === 0
              ? null
              : `${endpoints.join(", ")}${block === undefined ? "" : `, ${fieldName("block", language)} ${block}`}`,
          ],
          [text("network"), verdict.network],
          [text("digest"), verdict.digest],
        ]}
      />
      <ul>
        {verdict.checks.map((check) => (
          <li key={check.check}>
            {text(`check.${check.check}`)}: {text(`result.${check.result}`)}.{" "}
            {check.reason === "not-installed" ? text("notInstalled") : explain(check, language)}
          </li>
        ))}
      </ul>
      {quality === null ? null : (
        <>
          <h3>{review("title")}</h3>
          <ul>
            {MOMENTS.map(([moment, title]) => (
              <li key={moment}>
                {review(moment === "now" && at !== null ? "nowThen" : title)} ({day(quality[moment].at)}):{" "}
                {review(`quality.${quality[moment].state}`)}.{" "}
                {quality[moment].flags.map((flag) => `${review(`flag.${flag}`)}. `)}
                {quality[moment].decision?.panel
                  .map(({ role, name: by }) => `${review(`role.${role}`)} (${by})`)
                  .join(", ")}
              </li>
            ))}
          </ul>
          <p>{review("another")}</p>
        </>
      )}
      {unchecked.length === 0 ? null : (
        <p>
          {text("unchecked")}: {unchecked.map(({ check }) => text(`check.${check}`)).join(", ")}
        </p>
      )}
      <p>{text("receiptNote")}</p>
      <pre>{cliCommands({ name, network: place.network, rpc: place.rpc, at, registry: null })}</pre>
    </section>
  );
}
