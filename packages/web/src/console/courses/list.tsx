import { courseId, PARTS, type wire } from "@peerseal/sdk";
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
import { useInstitutions } from "../parts/institutions.js";
import { all, eachOf } from "../parts/lists.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import { QualityTag } from "../parts/quality-tag.js";
import { TEXT as CONSOLE } from "../text.js";
import { isParty } from "./load.js";
import { TEXT } from "./text.js";

const CODE = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Courses of an institution with their newest versions. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const courses = useRead(["courses", institution], async (client) => {
    const found = await all((page) => client.courses.list({ ...page, institution }));
    return eachOf(found, async (course) => ({
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
  const own = (parties: wire.Course["owners"]) => parties.find((party) => party.institution === institution);
  const [owner, deliverer] = [own(course.owners), own(course.deliverers)];
  const isOwner = owner !== undefined && isParty(owner, now);
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
      {owner !== undefined && owner.from === null ? (
        <Invited course={course} institution={institution} part="owner" />
      ) : null}
      {deliverer !== undefined && deliverer.from === null ? (
        <Invited course={course} institution={institution} part="deliverer" />
      ) : null}
      {isOwner ? (
        <div className="row">
          <Link href={placeOf(institution, "courses", course.id, "new")} className="button second">
            {text(newest === null ? "firstVersion" : "newVersion")}
          </Link>
          {newest === null ? null : (
            <Link href={`${placeOf(institution, "rounds", "new")}?version=${newest.id}`} className="button second">
              {text("askReview")}
            </Link>
          )}
          <Link href={`/courses/${course.id}`}>{text("publicPage")}</Link>
        </div>
      ) : null}
      {isOwner ? <Invite course={course} institution={institution} /> : null}
      {course.title === null && newest !== null ? <p className="dim">{common("unnamed")}</p> : null}
    </>
  );
}

type PartWord = "owner" | "deliverer";
type OfCourse = { readonly course: wire.Course; readonly institution: number };

function Invited({ course, institution, part }: OfCourse & { readonly part: PartWord }) {
  const text = useText(TEXT);
  const act = useAct();
  const queries = useQueryClient();
  const accept = async () => {
    const relay = await act({
      action: "AcceptPart",
      message: { course: course.id, institution, part: PARTS.indexOf(part) },
      title: text("acceptTitle"),
      says: [text("acceptSays", { institution, part: text(part), code: course.code })],
    });
    if (relay !== null) await queries.invalidateQueries();
  };
  return (
    <p className="notice">
      {text("invited", { part: text(part) })}{" "}
      <button type="button" onClick={() => void accept()}>
        {text("accept")}
      </button>
    </p>
  );
}

function Invite({ course, institution }: OfCourse) {
  const text = useText(TEXT);
  const act = useAct();
  const queries = useQueryClient();
  const institutions = useInstitutions();
  const [who, setWho] = useState(0);
  const [part, setPart] = useState<PartWord>("deliverer");
  const taken = new Set((part === "owner" ? course.owners : course.deliverers).map((party) => party.institution));
  const others = [...institutions.values()].filter(({ id, standing }) => !taken.has(id) && standing === "active");
  const invite = async () => {
    const relay = await act({
      action: "InviteParty",
      message: { course: course.id, by: institution, institution: who, part: PARTS.indexOf(part) },
      title: text("inviteTitle"),
      says: [text("inviteSays", { name: institutions.get(who)?.name ?? who, part: text(part), code: course.code })],
    });
    if (relay !== null) await queries.invalidateQueries();
  };
  return (
    <details>
      <summary>{text("invite")}</summary>
      <div className="grid">
        <Field label={text("part")}>
          {(given) => (
            <select
              {...given}
              value={part}
              onChange={({ target }) => setPart(target.value === "owner" ? "owner" : "deliverer")}
            >
              <option value="deliverer">{text("deliverer")}</option>
              <option value="owner">{text("owner")}</option>
            </select>
          )}
        </Field>
        <Field label={text("inviteWho")}>
          {(given) => (
            <select {...given} value={who} onChange={({ target }) => setWho(Number(target.value))}>
              <option value={0}>–</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <button type="button" disabled={who === 0} onClick={() => void invite()}>
        {text("invite")}
      </button>
    </details>
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
