import type { wire } from "@peerseal/sdk";
import { useState } from "react";
import { Link } from "wouter";
import { useText } from "../language/language.js";
import { Day } from "../parts/moment.js";
import { documentOf } from "./documents.js";
import { QualityTag, Scroll } from "./pieces.js";
import { collect, reading, useReads } from "./reads.js";
import { VersionDiffView } from "./version-diff-view.js";
import { TEXT } from "./version-text.js";

/** Of a course with more versions the latest are shown. */
const MOST = 12;

/** All versions of the course, and what changed between this one and another. */
export function VersionSwitch({ version }: { readonly version: wire.VersionDetail }) {
  const text = useText(TEXT);
  const [versions] = useReads(
    reading(["versions-of", version.course], async (client) => {
      const { entries } = await collect((page) => client.courses.versions(version.course, page), 1_000);
      const latest = [...entries].sort((a, b) => b.published.at - a.published.at).slice(0, MOST);
      return Promise.all(latest.map(({ id }) => client.versions.get(id)));
    }),
  );
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">{text("versions")}</h2>
      <Scroll label={text("versions")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text("version")}</th>
              <th scope="col">{text("published")}</th>
              <th scope="col">{text("quality")}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((one) => (
              <tr key={one.id} aria-current={one.id === version.id ? "true" : undefined}>
                <th scope="row">
                  {one.id === version.id ? (
                    <>
                      {nameOf(one)} <span className="dim">({text("shown")})</span>
                    </>
                  ) : (
                    <Link href={`/c/${one.course}/v/${one.id}`}>{nameOf(one)}</Link>
                  )}
                </th>
                <td>
                  <Day at={one.published.at} />{" "}
                  <span className="dim">{one.previous === null ? "" : text(one.minor ? "minor" : "major")}</span>
                </td>
                <td>
                  <QualityTag state={one.quality.state} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {versions.length < 2 ? null : <Compared version={version} versions={versions} />}
    </section>
  );
}

function Compared(props: { readonly version: wire.VersionDetail; readonly versions: readonly wire.VersionDetail[] }) {
  const { version, versions } = props;
  const text = useText(TEXT);
  const others = versions.filter(({ id }) => id !== version.id);
  const [other, choose] = useState<string>(version.previous ?? others[0]?.id ?? "");
  const chosen = others.find(({ id }) => id === other);
  const shown = documentOf("peerseal.course-version/1", version.descriptor);
  const compared = documentOf("peerseal.course-version/1", chosen?.descriptor ?? null);
  const isLater = chosen !== undefined && chosen.published.at > version.published.at;
  return (
    <>
      <p>
        <label htmlFor="compared">{text("compare")}</label>{" "}
        <select id="compared" className="short" value={other} onChange={(event) => choose(event.target.value)}>
          <option value="">{text("nothing")}</option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </p>
      {shown === null || compared === null ? null : (
        <VersionDiffView before={isLater ? shown : compared} after={isLater ? compared : shown} />
      )}
    </>
  );
}

function nameOf(version: wire.VersionDetail): string {
  return documentOf("peerseal.course-version/1", version.descriptor)?.version ?? version.id.slice(0, 10);
}
