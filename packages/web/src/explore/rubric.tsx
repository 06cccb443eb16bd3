import "./explore.css";
import { type RubricDocument, type Rule, unpackHeader, type wire } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Localized } from "../parts/localized.js";
import { Day } from "../parts/moment.js";
import { Tag } from "../parts/tag.js";
import { Title } from "../parts/title.js";
import { TIER } from "./document-words.js";
import { documentOf } from "./documents.js";
import { Languages, Member, PageFoot } from "./pieces.js";
import { MEMBERS, reading, useReads } from "./reads.js";
import { RubricCriteria } from "./rubric-criteria.js";
import { TEXT } from "./rubric-text.js";
import { TEXT as SHARED } from "./text.js";

const DAY = 86_400;

/** A review rubric: its criteria with a description of every level, and the rule that computes a result. */
export default function RubricScreen({ id }: { readonly id: string }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const { textIn } = useFormat();
  const [, rubric] = useReads(
    MEMBERS,
    reading(["rubric", id], (client) => client.rubrics.get(id)),
  );
  const document = documentOf("peerseal.rubric/1", rubric.document);
  const name = textIn(document?.name ?? null);
  const rule = unpackHeader([BigInt(rubric.header[0]), BigInt(rubric.header[1])]);
  return (
    <>
      <Title lang={name?.language}>{name?.text ?? id.slice(0, 10)}</Title>
      <p>
        <Tag tone={rubric.listed ? "good" : "unsure"}>{text(rubric.listed ? "listed" : "unlisted")}</Tag>
      </p>
      <Head rubric={rubric} document={document} />
      <HowRecorded recorded={rubric.published}>
        <p>{text("header")}</p>
        <p>
          {text("digest")}: <Hash value={rubric.digest} />
        </p>
      </HowRecorded>
      <RuleText rule={rule} />
      {document === null ? <p>{shared("unpublished")}</p> : <RubricCriteria document={document} />}
      <PageFoot permanent={`/rubrics/${id}`} data={`/v1/rubrics/${id}`} />
    </>
  );
}

function Head({ rubric, document }: { readonly rubric: wire.RubricDetail; readonly document: RubricDocument | null }) {
  const text = useText(TEXT);
  const tier = useText(TIER);
  return (
    <>
      {document === null ? null : (
        <p>
          <Localized of={document.scope} />
        </p>
      )}
      <Facts
        of={[
          [text("publisher"), <Member key="publisher" id={rubric.publisher} />],
          [text("published"), <Day key="published" at={rubric.published.at} />],
          [text("version"), document?.version],
          [text("tier"), document === null ? null : tier(document.tier)],
          [text("licence"), document?.licence],
          [text("languages"), document === null ? null : <Languages key="languages" tags={document.languages} />],
        ]}
      />
    </>
  );
}

function RuleText({ rule }: { readonly rule: Rule }) {
  const text = useText(TEXT);
  const values = { partial: rule.partialEssentials, low: rule.notMetBelow, high: rule.conditionalBelow };
  return (
    <section aria-labelledby="rule">
      <h2 id="rule">{text("rule")}</h2>
      <p>{text("ruleText")}</p>
      <ol>
        <li>{text("ruleNotMet", values)}</li>
        <li>{text("ruleConditional", values)}</li>
        <li>{text("ruleMet")}</li>
      </ol>
      <Facts
        of={[
          [text("panel"), text("panelText", { seats: rule.panel.seats, institutions: rule.panel.institutions })],
          [text("ratingsNeeded"), rule.ratingsNeeded],
          [text("validity"), text("days", { count: Math.floor(rule.validity / DAY) })],
          [
            text("rapidValidity"),
            rule.rapid.seats === 0 ? null : text("days", { count: Math.floor(rule.rapidValidity / DAY) }),
          ],
        ]}
      />
    </section>
  );
}
