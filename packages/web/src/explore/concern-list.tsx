import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Tag } from "../parts/tag.js";
import { TEXT } from "./institution-text.js";
import { MemberList, VersionTitle } from "./pieces.js";
import { TEXT as SHARED } from "./text.js";

/**
 * Concerns of members about course versions.
 *
 * @param props.linked to the version, where the page is about something else.
 */
export function ConcernList({
  concerns,
  linked = false,
}: {
  readonly concerns: readonly wire.Concern[];
  readonly linked?: boolean;
}) {
  const shared = useText(SHARED);
  if (concerns.length === 0) return <p>{shared("none")}</p>;
  return (
    <ul>
      {concerns.map((concern) => (
        <li key={concern.id}>
          <Concern of={concern} linked={linked} />
        </li>
      ))}
    </ul>
  );
}

function Concern({ of, linked }: { readonly of: wire.Concern; readonly linked: boolean }) {
  const text = useText(TEXT);
  const { day } = useFormat();
  const { filedBy, admittedBy, admittedAt, closings, closedAt, decidedAt, filed, document, version } = of;
  const [key, at, tone] =
    closedAt !== null
      ? (["settled", closedAt, "plain"] as const)
      : decidedAt !== null
        ? (["decided", decidedAt, "plain"] as const)
        : admittedAt !== null
          ? (["openSince", admittedAt, "unsure"] as const)
          : (["filed", filed.at, "plain"] as const);
  return (
    <>
      <Tag tone={tone}>{text(key, { at: day(at) })}</Tag>{" "}
      {linked ? (
        <Link href={`/versions/${version}`}>
          <VersionTitle id={version} />
        </Link>
      ) : null}
      <MemberList ids={admittedBy === null ? [filedBy] : [filedBy, admittedBy]} />
      {closedAt === null && decidedAt === null && closings.length > 0 ? (
        <div className="dim">
          {text("settledSoFar")}: <MemberList ids={closings.map(({ institution }) => institution)} />
        </div>
      ) : null}
      <HowRecorded recorded={filed}>
        <p>
          {text("reasons")}: <Hash value={document} />
        </p>
      </HowRecorded>
    </>
  );
}
