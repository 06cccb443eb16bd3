import type { CourseVersionDocument, wire } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Copy } from "../parts/copy.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { How } from "../parts/how.js";
import { Localized } from "../parts/localized.js";
import { Day } from "../parts/moment.js";
import { TEXT } from "./work-text.js";

type Descriptor = { readonly of: CourseVersionDocument };

/** What is reviewed, in readable form: the course version as the chain names it. */
export function Dossier({ of, version }: Descriptor & { readonly version: wire.VersionDetail }) {
  const text = useText(TEXT);
  const { minutes } = useFormat();
  return (
    <>
      <h3 className="dossier-title">
        <Localized of={of.title} /> <span className="dim">{of.version}</span>
      </h3>
      <p>
        <Localized of={of.description} />
      </p>
      <h4>{text("outcomes")}</h4>
      <ul>
        {of.learningOutcomes.map(({ id, text: outcome }) => (
          <li key={id}>
            <strong>{id}</strong> <Localized of={outcome} />
          </li>
        ))}
      </ul>
      <Facts
        of={[
          [text("workload"), minutes(of.workloadMinutes)],
          [text("level"), levelOf(of)],
          [text("credits"), of.credits.map(({ scheme, value }) => `${scheme} ${value}`).join(", ") || text("none")],
          [text("field"), of.field],
          [text("participation"), text(`participation.${of.participationForm}`)],
          [text("supervision"), text(`supervision.${of.supervision}`)],
        ]}
      />
      <h4>{text("need")}</h4>
      <p>
        {text(`need.${of.needStatement.kind}`)}: <Localized of={of.needStatement.text} />
      </p>
      <Texts of={of.needStatement.evidence.map(({ text: one }) => one)} />
      <h4>{text("prerequisites")}</h4>
      {of.prerequisites.length === 0 ? <p>{text("none")}</p> : <Texts of={of.prerequisites} />}
      <Assessments of={of} />
      <Content of={of} />
      <Remaining of={of} />
      <How>
        <Facts of={[[text("dossierDigest"), <Hash key="digest" value={version.descriptorDigest} />]]} />
      </How>
    </>
  );
}

function levelOf({ level }: CourseVersionDocument): string | null {
  const named = level.nqf.map(({ framework, level: at }) => `${framework} ${at}`);
  const all = [...(level.eqf === null ? [] : [`EQF ${level.eqf}`]), ...named];
  return all.length === 0 ? null : all.join(", ");
}

function Assessments({ of }: Descriptor) {
  const text = useText(TEXT);
  return (
    <>
      <h4>{text("assessments")}</h4>
      <ul>
        {of.assessments.map(({ id, type, description, outcomes, passRule, identityCheck, aiPolicy }) => (
          <li key={id}>
            <strong>{id}</strong> {type}: <Localized of={description} />
            <br />
            {text("assesses", { outcomes: outcomes.join(", ") })}
            <Facts
              of={[
                [text("passRule"), <Localized key="pass" of={passRule} />],
                [text("identity"), text(`identity.${identityCheck}`)],
                [
                  text("aiPolicy"),
                  <>
                    {text(`ai.${aiPolicy.use}`)}: <Localized of={aiPolicy.text} />
                  </>,
                ],
              ]}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

function Content({ of }: Descriptor) {
  const text = useText(TEXT);
  const { number } = useFormat();
  return (
    <>
      <h4>{text("content")}</h4>
      <ul>
        {of.content.map(({ path, access, mediaType, bytes, licence, url }) => (
          <li key={path}>
            <code>{path}</code> ({mediaType}, {number(bytes)} B, {licence})
            <br />
            <span className="dim">{text(`access.${access}`)}</span>
            {url === null ? null : (
              <>
                <br />
                <span>{url}</span> <Copy value={url} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Remaining({ of }: Descriptor) {
  const text = useText(TEXT);
  return (
    <>
      <h4>{text("accessibility")}</h4>
      <p>
        <Localized of={of.accessibility} />
      </p>
      <h4>{text("stacking")}</h4>
      <p>
        <Localized of={of.stacking.text} />
      </p>
      <h4>{text("qa")}</h4>
      <p>
        <Localized of={of.qaStatement} />
      </p>
      <Facts
        of={[
          [text("reviewBy"), <Day key="by" at={Date.parse(of.reviewBy) / 1000} />],
          [text("triggers"), of.changeTriggers.length === 0 ? null : <Texts key="on" of={of.changeTriggers} />],
          [
            text("changes"),
            of.changeLog.length === 0 ? null : (
              <ul key="log">
                {of.changeLog.map(({ version, text: what }) => (
                  <li key={version}>
                    {version}: <Localized of={what} />
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
    </>
  );
}

function Texts({ of }: { readonly of: readonly Readonly<Record<string, string>>[] }) {
  return (
    <ul>
      {of.map((one) => (
        <li key={JSON.stringify(one)}>
          <Localized of={one} />
        </li>
      ))}
    </ul>
  );
}

/** Parts of the dossier that a finding can point to: content by its path, then the description's own parts. */
export function placesIn(of: CourseVersionDocument): readonly string[] {
  return [
    ...of.content.map(({ path }) => path),
    "description",
    "learningOutcomes",
    "needStatement",
    "prerequisites",
    "assessments",
    "accessibility",
    "stacking",
    "changeTriggers",
    "qaStatement",
  ];
}
