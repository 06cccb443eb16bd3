import { PeersealError } from "@peerseal/sdk";
import { Link, useSearch } from "wouter";
import { Fault } from "../../app/fault.js";
import { Waiting } from "../../app/waiting.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Facts } from "../../parts/facts.js";
import { Hash } from "../../parts/hash.js";
import { HowRecorded } from "../../parts/how.js";
import { Moment } from "../../parts/moment.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { hasRole } from "../../registry/session.js";
import { versionName } from "../issue/versions.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import { TEXT as CONSOLE } from "../text.js";
import { BatchTag } from "./batch-tag.js";
import { Correct } from "./correct.js";
import { Deliver } from "./deliver.js";
import { OverrideNote } from "./override.js";
import { BatchProgress } from "./progress.js";
import { Retry } from "./retry.js";
import { ChangeStatus } from "./status.js";
import { TEXT } from "./text.js";
import { useBatch } from "./use-batch.js";

type Props = PartProps & { readonly number: string };

/** One batch: how far it is, and what is done with its credentials. */
export default function Screen({ number, ...props }: Props) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { batch, error, isLost } = useBatch(props.institution, Number(number));
  const isForeign = error instanceof PeersealError && error.code === "not-found";
  if (isForeign) {
    return (
      <>
        <Title>{text("batch", { number })}</Title>
        <p className="notice">{text("foreign")}</p>
        <Anchored {...props} number={number} />
      </>
    );
  }
  if (error !== null) return <Fault error={error} />;
  if (batch === undefined) return <Waiting />;
  const isOfficer = hasRole(props.session, "officer", props.institution);
  return (
    <>
      <Title>{text("batch", { number })}</Title>
      <p>
        <BatchTag state={batch.state} /> <VersionOf id={batch.courseVersion} />
      </p>
      <BatchProgress batch={batch} isLost={isLost} />
      <AlsoIssued institution={props.institution} />
      <Retry batch={batch} isOfficer={isOfficer} />
      <OverrideNote {...props} number={batch.number} />
      {isOfficer && batch.state === "anchored" ? <Deliver batch={batch} /> : null}
      {batch.anchor === null || batch.size === null ? null : (
        <ChangeStatus {...props} number={number} size={batch.size} mayList={isOfficer} />
      )}
      {isOfficer && batch.anchor !== null && batch.size !== null ? <Correct batch={batch} size={batch.size} /> : null}
      <details>
        <summary>{common("details")}</summary>
        <Facts
          of={[
            [text("opened"), <Moment key="opened" at={batch.openedAt} />],
            [text("credentials"), batch.credentials],
            [text("size"), batch.size],
            [text("root"), batch.root === null ? null : <Hash key="root" value={batch.root} />],
            [
              text("publicPage"),
              <Link key="page" href={`/b/${props.institution}/${number}`}>{`/b/${props.institution}/${number}`}</Link>,
            ],
          ]}
        />
        {batch.anchor === null ? null : <HowRecorded recorded={batch.anchor.recorded} />}
      </details>
    </>
  );
}

/** A batch that was made elsewhere and stands on chain. */
function Anchored({ number, ...props }: Props) {
  const anchor = useRead(["anchor", props.institution, number], (client) =>
    client.anchors.get(props.institution, number),
  );
  return (
    <>
      <HowRecorded recorded={anchor.recorded} />
      <ChangeStatus {...props} number={number} size={anchor.size} mayList={false} />
    </>
  );
}

function VersionOf({ id }: { readonly id: string }) {
  const common = useText(CONSOLE);
  const { textIn } = useFormat();
  const version = useRead(["version", id], (client) => client.versions.get(id));
  return <Link href={`/versions/${id}`}>{versionName(version, textIn, common("unnamed"))}</Link>;
}

/** The other batches that one long list became. */
function AlsoIssued({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  const numbers = (new URLSearchParams(useSearch()).get("with") ?? "")
    .split(",")
    .filter((one) => /^\d{1,16}$/.test(one));
  if (numbers.length === 0) return null;
  return (
    <section>
      <h2>{text("also")}</h2>
      {numbers.map((number) => (
        <Other key={number} institution={institution} number={Number(number)} />
      ))}
    </section>
  );
}

function Other({ institution, number }: { readonly institution: number; readonly number: number }) {
  const text = useText(TEXT);
  const { batch } = useBatch(institution, number);
  return (
    <p>
      <Link href={placeOf(institution, "batches", number)}>{text("batch", { number })}</Link>{" "}
      {batch === undefined ? null : <BatchTag state={batch.state} />}
    </p>
  );
}
