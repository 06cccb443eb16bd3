import "./explore.css";
import { PeersealError, type wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { How, HowRecorded } from "../parts/how.js";
import { Localized } from "../parts/localized.js";
import { Moment } from "../parts/moment.js";
import { Tag } from "../parts/tag.js";
import { Title } from "../parts/title.js";
import { TEXT } from "./batch-text.js";
import { Later, Member, PageFoot, Scroll } from "./pieces.js";
import { collect, MEMBERS, orNull, reading, useReads, versionRead } from "./reads.js";
import { bitsIn, countStatuses } from "./status-counts.js";
import { BATCH_STATE, STATUS_ACTION } from "./words.js";

/** A batch as its registry and the chain know it: never whose credentials are in it. */
export default function BatchScreen(props: { readonly institution: string; readonly number: string }) {
  const text = useText(TEXT);
  const { number } = props;
  const institution = Number(props.institution);
  const [, own, anchor] = useReads(
    MEMBERS,
    reading(["batch", institution, number], (client) =>
      // Registries draw numbers that JSON can hold; a larger one was anchored by somebody else.
      Number.isSafeInteger(Number(number))
        ? orNull(client.batches.get({ institution, number: Number(number) }))
        : Promise.resolve(null),
    ),
    reading(["anchor", institution, number], (client) => orNull(client.anchors.get(institution, number))),
  );
  if (own === null && anchor === null) {
    throw new PeersealError("not-found", `There is no batch ${number} of institution ${institution}.`);
  }
  return (
    <>
      <Title>{text("title", { number })}</Title>
      <p>{text("privacy")}</p>
      <Head own={own} anchor={anchor} institution={institution} />
      {anchor === null ? null : (
        <Later>
          <Statuses institution={institution} number={number} />
        </Later>
      )}
      <PageFoot
        permanent={`/batches/${institution}/${number}`}
        data={own === null ? `/v1/anchors/${institution}/${number}` : `/v1/batches/${institution}/${number}`}
      />
    </>
  );
}

type Known = { readonly own: wire.Batch | null; readonly anchor: wire.Anchor | null; readonly institution: number };

function Head({ own, anchor, institution }: Known) {
  const text = useText(TEXT);
  const { number } = useFormat();
  const version = anchor?.courseVersion ?? own?.courseVersion;
  const size = anchor?.size ?? own?.size ?? null;
  const root = anchor?.root ?? own?.root ?? null;
  return (
    <>
      <Facts
        of={[
          [text("state"), <State key="state" own={own} anchor={anchor} />],
          [text("issuer"), <Member key="issuer" id={institution} />],
          [text("version"), version === undefined ? null : <VersionLink key="version" id={version} />],
          [text("credentials"), own === null ? null : number(own.credentials)],
          [text("size"), size === null ? null : number(size)],
          [text("openedAt"), own === null ? null : <Moment key="opened" at={own.openedAt} />],
          [text("sealedAt"), own?.sealedAt == null ? null : <Moment key="sealed" at={own.sealedAt} />],
          [text("recorded"), anchor === null ? null : <Moment key="anchored" at={anchor.recorded.at} />],
          [text("root"), root === null ? null : <Hash key="root" value={root} />],
          [text("key"), anchor === null ? null : <Hash key="key" value={anchor.key} />],
        ]}
      />
      {size === null ? null : <p className="dim">{text("sizeText", { last: number(size - 1) })}</p>}
      {anchor === null ? null : (
        <HowRecorded recorded={anchor.recorded}>
          <p>{text("anchoredHow")}</p>
          <p>{text(anchor.final ? "final" : "notFinal")}</p>
        </HowRecorded>
      )}
    </>
  );
}

function State({ own, anchor }: Omit<Known, "institution">) {
  const text = useText(TEXT);
  const state = useText(BATCH_STATE);
  if (own === null) return <Tag tone="good">{text("notHere")}</Tag>;
  const tone = anchor !== null || own.state === "anchored" ? "good" : own.state === "failed" ? "bad" : "unsure";
  return <Tag tone={tone}>{state(own.state)}</Tag>;
}

function VersionLink({ id }: { readonly id: string }) {
  const [version] = useReads(versionRead(id));
  return (
    <Link href={`/versions/${id}`}>
      <Localized of={version.title} otherwise={id.slice(0, 10)} />
    </Link>
  );
}

function Statuses({ institution, number }: { readonly institution: number; readonly number: string }) {
  const text = useText(TEXT);
  const { number: format } = useFormat();
  const [changes] = useReads(
    reading(["changes", institution, number], (client) =>
      collect((page) => client.anchors.changes(institution, number, page), 2_000),
    ),
  );
  const counts = countStatuses(changes.entries);
  return (
    <section aria-labelledby="status">
      <h2 id="status">{text("status")}</h2>
      {changes.entries.length === 0 ? (
        <p>{text("noChanges")}</p>
      ) : (
        <>
          <Facts
            of={[
              [text("revoked"), format(counts.revoked)],
              [text("replaced"), format(counts.replaced)],
              [text("suspended"), format(counts.suspended)],
            ]}
          />
          <How>
            <Changes of={changes.entries} />
          </How>
        </>
      )}
    </section>
  );
}

function Changes({ of }: { readonly of: readonly wire.StatusChange[] }) {
  const text = useText(TEXT);
  const action = useText(STATUS_ACTION);
  const { number } = useFormat();
  return (
    <Scroll label={text("changes")}>
      <table>
        <caption>{text("changes")}</caption>
        <thead>
          <tr>
            <th scope="col">{text("when")}</th>
            <th scope="col">{text("what")}</th>
            <th scope="col">{text("many")}</th>
          </tr>
        </thead>
        <tbody>
          {of.map((change) => (
            <tr key={`${change.recorded.transaction}-${change.action}-${change.word}`}>
              <th scope="row">
                <Moment at={change.recorded.at} />
              </th>
              <td>{action(change.action)}</td>
              <td>{number(bitsIn(BigInt(change.mask)))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
