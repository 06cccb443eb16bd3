import { courseId, type wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { useAnnounce } from "../../app/announce.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { Localized } from "../../parts/localized.js";
import { useNow } from "../../parts/now.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { all, eachOf } from "../parts/lists.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import { QualityTag } from "../parts/quality-tag.js";
import { TEXT as CONSOLE } from "../text.js";
import { isParty } from "./load.js";
import { Invitation, Invite, Parties } from "./parties.js";
import { TEXT } from "./text.js";

const CODE = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Courses of an institution, and those to which it is invited, with their newest versions. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const courses = useRead(["courses", institution], async (client) => {
    const invited = await all((page) => client.courses.list({ ...page, invited: institution }));
    const found = await all((page) => client.courses.list({ ...page, institution }));
    // Who has one part may be invited to the other.
    const every = new Map([...invited, ...found].map((course) => [course.id, course]));
    return eachOf([...every.values()], async (course) => ({
      course,
      newest: course.newestVersion === null ? null : await client.versions.get(course.newestVersion),
    }));
  });
  return (
    <>
      <Title>{text("title")}</Title>
      {courses.length === 0 ? <p>{text("noCourse")}</p> : null}
      <ul className="plain-list">
        {courses.map(({ course, newest }) => (
          <li key={course.id} className="card">
            <Entry course={course} newest={newest} institution={institution} />
          </li>
        ))}
      </ul>
      <Register institution={institution} />
    </>
  );
}

type EntryProps = {
  readonly course: wire.Course;
  readonly newest: wire.VersionDetail | null;
  readonly institution: number;
};

function Entry({ course, newest, institution }: EntryProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const now = useNow();
  const isOwner = course.owners.some((party) => party.institution === institution && isParty(party, now));
  return (
    <>
      <h2 className="inline">
        <Localized of={course.title} otherwise={course.code} />
      </h2>
      <p className="dim">
        {text("code")}: <code>{course.code}</code>
      </p>
      {newest === null ? (
        <p>{text("noVersion")}</p>
      ) : (
        <p>
          <Link href={placeOf(institution, "courses", "version", newest.id)}>
            {text("versionTitle", { version: String(newest.descriptor?.version ?? newest.id.slice(0, 10)) })}
          </Link>{" "}
          <QualityTag state={newest.quality.state} />
        </p>
      )}
      <Invitation course={course} institution={institution} part="owner" />
      <Invitation course={course} institution={institution} part="deliverer" />
      <div className="row">
        {isOwner ? (
          <Link href={placeOf(institution, "courses", course.id, "new")} className="button second">
            {text(newest === null ? "firstVersion" : "newVersion")}
          </Link>
        ) : null}
        {!isOwner || newest === null || newest.retiredAt !== null ? null : (
          <Link href={`${placeOf(institution, "rounds", "new")}?version=${newest.id}`} className="button second">
            {text("askReview")}
          </Link>
        )}
        <Link href={`/courses/${course.id}`}>{text("publicPage")}</Link>
      </div>
      <Parties course={course} institution={institution} isOwner={isOwner} />
      {isOwner ? <Invite course={course} institution={institution} /> : null}
      {course.title === null && newest !== null ? <p className="dim">{common("unnamed")}</p> : null}
    </>
  );
}

function Register({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const isGood = CODE.test(code);
  const register = async () => {
    const relay = await act({
      action: "RegisterCourse",
      message: { institution, code },
      title: text("registerTitle"),
      says: [text("registerSays", { institution, code })],
    });
    if (relay === null) return;
    setCode("");
    announce(text("registered"));
    await queries.invalidateQueries();
  };
  return (
    <section className="card">
      <h2>{text("register")}</h2>
      <Field
        label={text("code")}
        hint={text("registerHint")}
        fault={code !== "" && !isGood ? text("registerFault") : null}
      >
        {(given) => (
          <input {...given} value={code} onChange={({ target }) => setCode(target.value.trim())} autoComplete="off" />
        )}
      </Field>
      {isGood ? <p className="dim">{courseId(institution, code)}</p> : null}
      <button type="button" disabled={!isGood} onClick={() => void register()}>
        {text("register")}
      </button>
    </section>
  );
}
