import { concernId, type Digest, parseVersionId, type wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { useAnnounce } from "../../app/announce.js";
import { Fault } from "../../app/fault.js";
import { Waiting } from "../../app/waiting.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { useNow } from "../../parts/now.js";
import { Title } from "../../parts/title.js";
import { registry, useRead } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { versionName } from "../issue/versions.js";
import { useInstitutions } from "../parts/institutions.js";
import { all, eachOf } from "../parts/lists.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import { ReasonsForm } from "../parts/with-reasons.js";
import { tiedOf } from "../rounds/ties.js";
import { TEXT as CONSOLE } from "../text.js";
import { TEXT } from "./text.js";

/** Files a concern about a version of a course of others. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const asked = new URLSearchParams(useSearch()).get("version");
  const { courses, start } = useRead(["concern-courses", asked ?? ""], async (client) => ({
    courses: await all((page) => client.courses.list(page)),
    start: asked === null ? null : await client.versions.get(parseVersionId(asked)),
  }));
  return (
    <>
      <Title>{text("fileTitle")}</Title>
      <p>{text("what")}</p>
      {courses.length === 0 ? (
        <p>{text("noCourse")}</p>
      ) : (
        <Form institution={institution} courses={courses} start={start} />
      )}
    </>
  );
}

type FormProps = {
  readonly institution: number;
  readonly courses: readonly wire.Course[];
  /** The version from whose page people came; null: from none. */
  readonly start: wire.VersionDetail | null;
};

function Form({ institution, courses, start }: FormProps) {
  const text = useText(TEXT);
  const { textIn } = useFormat();
  const now = useNow();
  const name = useInstitutions().get(institution)?.name ?? institution;
  const [chosen, setChosen] = useState<string>(start?.course ?? "");
  const course = courses.find(({ id }) => id === chosen);
  const isTied = course !== undefined && tiedOf(course, [institution], now).length > 0;
  return (
    <>
      <Field label={text("course")} hint={text("courseHint")} fault={isTied ? text("tied", { name }) : null} required>
        {(given) => (
          <select {...given} value={chosen} onChange={({ target }) => setChosen(target.value)}>
            <option value="">{text("choose")}</option>
            {courses.map(({ id, title, code }) => (
              <option key={id} value={id}>
                {textIn(title)?.text ?? code}
              </option>
            ))}
          </select>
        )}
      </Field>
      {course === undefined || isTied ? null : (
        <Suspense fallback={<Waiting />}>
          <About key={course.id} institution={institution} course={course.id} start={start?.id ?? null} />
        </Suspense>
      )}
    </>
  );
}

type AboutProps = { readonly institution: number; readonly course: string; readonly start: string | null };

function About({ institution, course, start }: AboutProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn } = useFormat();
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const versions = useRead(["concern-versions", course], async (client) => {
    const found = await all((page) => client.courses.versions(course, page));
    const details = await eachOf(found, ({ id }) => client.versions.get(id));
    return details.sort((a, b) => b.published.at - a.published.at);
  });
  const [chosen, setChosen] = useState(start);
  const [error, setError] = useState<unknown>(null);
  const version = versions.find(({ id }) => id === chosen) ?? versions[0];
  if (version === undefined) return <p>{text("noVersion")}</p>;
  const id = parseVersionId(version.id);
  const file = async (document: Digest) => {
    setError(null);
    try {
      // Others may have filed since the page was opened.
      await fileAs((await registry.versions.get(id)).concerns.length + 1, document);
    } catch (caught) {
      setError(caught);
    }
  };
  const fileAs = async (n: number, document: Digest) => {
    const relay = await act({
      action: "FileConcern",
      message: { version: id, n, institution, document },
      title: text("fileTitle"),
      says: [
        text("fileSays", { name: versionName(version, textIn, common("unnamed")) }),
        text("noTie"),
        text("filePublic"),
      ],
    });
    if (relay === null) return;
    announce(text("filedNow"));
    await queries.invalidateQueries();
    navigate(placeOf(institution, "concerns", concernId(id, n)));
  };
  return (
    <>
      <Field label={text("version")} required>
        {(given) => (
          <select {...given} value={version.id} onChange={({ target }) => setChosen(target.value)}>
            {versions.map((one) => (
              <option key={one.id} value={one.id}>
                {versionName(one, textIn, common("unnamed"))}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ReasonsForm title={text("file")} about={{ version: id }} sign={file} />
      {error === null ? null : <Fault error={error} />}
    </>
  );
}
