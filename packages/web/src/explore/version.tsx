import "./explore.css";
import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { HowRecorded } from "../parts/how.js";
import { Title } from "../parts/title.js";
import { documentOf } from "./documents.js";
import { PageFoot } from "./pieces.js";
import { MEMBERS, useReads, versionRead } from "./reads.js";
import { TEXT as SHARED } from "./text.js";
import { VersionBody } from "./version-body.js";
import { TEXT } from "./version-text.js";

/** A course version: its quality, what it is, and how it was judged. */
export default function VersionScreen({ id }: { readonly id: string }) {
  const [, version] = useReads(MEMBERS, versionRead(id));
  const shared = useText(SHARED);
  const text = useText(TEXT);
  const { textIn } = useFormat();
  const document = documentOf("peerseal.course-version/1", version.descriptor);
  const title = textIn(version.title);
  return (
    <>
      <Title lang={title?.language}>
        {title?.text ?? version.id.slice(0, 10)}
        {document === null ? "" : ` · ${shared("versionN", { version: document.version })}`}
      </Title>
      <p>
        <Link href={`/c/${version.course}`}>{text("course")}</Link>
      </p>
      <VersionBody version={version} />
      <Published version={version} />
      <PageFoot permanent={`/versions/${id}`} data={`/v1/versions/${id}`} />
    </>
  );
}

function Published({ version }: { readonly version: wire.VersionDetail }) {
  const text = useText(TEXT);
  const { day } = useFormat();
  return (
    <>
      <p className="dim">
        {text("published")}: {day(version.published.at)}
      </p>
      <HowRecorded recorded={version.published} />
    </>
  );
}
