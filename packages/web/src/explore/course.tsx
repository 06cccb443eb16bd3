import "./explore.css";
import type { wire } from "@peerseal/sdk";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { HowRecorded } from "../parts/how.js";
import { Title } from "../parts/title.js";
import { Later, Member, PageFoot } from "./pieces.js";
import { MEMBERS, reading, useReads, versionRead } from "./reads.js";
import { VersionBody } from "./version-body.js";
import { TEXT } from "./version-text.js";

/** A course: who owns and delivers it, and its newest version. */
export default function CourseScreen({ id }: { readonly id: string }) {
  const text = useText(TEXT);
  const { textIn } = useFormat();
  const [, course] = useReads(
    MEMBERS,
    reading(["course", id], (client) => client.courses.get(id)),
  );
  const title = textIn(course.title);
  return (
    <>
      <Title lang={title?.language}>{title?.text ?? course.code}</Title>
      <Facts
        of={[
          [text("code"), <code key="code">{course.code}</code>],
          [text("owners"), <Parties key="owners" of={course.owners} />],
          [text("deliverers"), course.deliverers.length === 0 ? null : <Parties key="d" of={course.deliverers} />],
        ]}
      />
      <HowRecorded recorded={course.registered} />
      {course.newestVersion === null ? (
        <p>{text("noVersion")}</p>
      ) : (
        <Later>
          <Newest id={course.newestVersion} />
        </Later>
      )}
      <PageFoot permanent={`/courses/${id}`} data={`/v1/courses/${id}`} />
    </>
  );
}

function Newest({ id }: { readonly id: string }) {
  const [version] = useReads(versionRead(id));
  return <VersionBody version={version} />;
}

function Parties({ of }: { readonly of: wire.Course["owners"] }) {
  const text = useText(TEXT);
  const { day } = useFormat();
  return (
    <ul className="plain-list">
      {of.map(({ institution, from, until }) => (
        <li key={`${institution} ${from}`}>
          <Member id={institution} />{" "}
          <span className="dim">
            {from === null ? text(until === null ? "invited" : "invitationOver") : day(from)}
            {until === null ? "" : ` – ${day(until)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
