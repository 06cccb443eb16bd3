import type { wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { useNow } from "../../parts/now.js";
import { useAct } from "../../sign/acting.js";
import { versionName } from "../issue/versions.js";
import { TEXT as CONSOLE } from "../text.js";
import { TEXT } from "./text.js";

type Props = { readonly version: wire.VersionDetail; readonly institution: number };

/** Ends the teaching of a version on a day; of one that is retired, on an earlier day than was said. */
export function Retire({ version, institution }: Props) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn, moment } = useFormat();
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const now = useNow();
  const [day, setDay] = useState("");
  const end = version.retiredAt === null ? null : (version.teachOutUntil ?? version.retiredAt);
  if (end !== null && end <= now) return null;
  const until = Date.parse(`${day}T23:59:59Z`) / 1000;
  // The contract takes no later end than the one that it has.
  const isGood = Number.isFinite(until) && until > now && (end === null || until < end);
  const label = text(end === null ? "retire" : "shorten");
  const retire = async () => {
    const says = text(end === null ? "retireSays" : "shortenSays", {
      name: versionName(version, textIn, common("unnamed")),
      day,
    });
    const relay = await act({
      action: "RetireVersion",
      message: { version: version.id, by: institution, teachOutUntil: until },
      title: text(end === null ? "retireTitle" : "shortenTitle"),
      says: [says],
    });
    if (relay === null) return;
    setDay("");
    announce(text("retiredNow"));
    await queries.invalidateQueries();
  };
  return (
    <details>
      <summary>{label}</summary>
      <Field
        label={text("retireUntil")}
        hint={end === null ? text("retireHint") : text("shortenHint", { time: moment(end) })}
        fault={day !== "" && !isGood ? text(end === null ? "fFuture" : "fEarlier") : null}
        required
      >
        {(given) => <input {...given} type="date" value={day} onChange={({ target }) => setDay(target.value)} />}
      </Field>
      <button type="button" className="danger" disabled={!isGood} onClick={() => void retire()}>
        {label}
      </button>
    </details>
  );
}
