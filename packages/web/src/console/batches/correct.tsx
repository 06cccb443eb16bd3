import type { wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { Fault } from "../../app/fault.js";
import { useLanguage, useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { useRead, writing } from "../../registry/registry.js";
import { knownOf } from "../issue/draft.js";
import { isEmail, learnerOf } from "../issue/learners.js";
import { mayHaveWorked } from "../parts/may-have-worked.js";
import { placeOf } from "../parts/place.js";
import { readPlaces } from "./places.js";
import { TEXT } from "./text.js";

/** Re-issues a credential that was wrong; the old one counts as replaced once the new batch is recorded. */
export function Correct({ batch, size }: { readonly batch: wire.Batch; readonly size: number }) {
  const text = useText(TEXT);
  const { language } = useLanguage();
  const queries = useQueryClient();
  const { institution, number, courseVersion } = batch;
  const version = useRead(["version", courseVersion], (client) => client.versions.get(courseVersion));
  const { assessments } = knownOf(version.descriptor);
  const [place, setPlace] = useState("");
  const [learner, setLearner] = useState("");
  const [reason, setReason] = useState("");
  const [results, setResults] = useState<Readonly<Record<string, string>>>({});
  const [made, setMade] = useState<wire.Batch | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  // One key for one wish: pressed again after a lost answer it is the same write.
  const client = useRef<{ readonly wish: string; readonly of: ReturnType<typeof writing> } | null>(null);
  const wanted = readPlaces(place, size);
  const index = "fault" in wanted || wanted.places.length !== 1 ? null : (wanted.places[0] ?? null);
  const name = learner.trim();

  const send = async () => {
    if (index === null || name === "") return;
    const email = isEmail(name);
    const row = { line: 1, email: email ? name : "", studentNumber: email ? "" : name, outcomes: "", results };
    const body = {
      corrections: [{ index, learner: learnerOf(row) }],
      ...(reason.trim() === "" ? {} : { reason: { [language]: reason.trim() } }),
    };
    const wish = JSON.stringify(body);
    if (client.current?.wish !== wish) client.current = { wish, of: writing() };
    setSending(true);
    setError(null);
    try {
      setMade(await client.current.of.batches.correct({ institution, number }, body));
      await queries.invalidateQueries({ queryKey: ["status", institution] });
    } catch (caught) {
      if (!mayHaveWorked(caught)) client.current = null;
      setError(caught);
    }
    setSending(false);
  };
  return (
    <details>
      <summary>
        <h2 className="inline">{text("correct")}</h2>
      </summary>
      <p>{text("correctText")}</p>
      <div className="grid">
        <Field
          label={text("correctPlace")}
          fault={place !== "" && index === null ? text("placesFault", { part: place }) : null}
          required
        >
          {(given) => (
            <input {...given} inputMode="numeric" value={place} onChange={({ target }) => setPlace(target.value)} />
          )}
        </Field>
        <Field label={text("learner")} required>
          {(given) => <input {...given} value={learner} onChange={({ target }) => setLearner(target.value)} />}
        </Field>
        {assessments.map((id) => (
          <Field key={id} label={text("results", { id })} hint={text("resultHint")}>
            {(given) => (
              <input
                {...given}
                value={results[id] ?? ""}
                onChange={({ target }) => setResults({ ...results, [id]: target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={text("reason")}>
          {(given) => <input {...given} value={reason} onChange={({ target }) => setReason(target.value)} />}
        </Field>
      </div>
      <button type="button" disabled={isSending || index === null || name === ""} onClick={() => void send()}>
        {text("reissue")}
      </button>
      {error === null ? null : <Fault error={error} />}
      {made === null ? null : (
        <p className="good" role="status">
          ✓ <Link href={placeOf(institution, "batches", made.number)}>{text("reissued", { number: made.number })}</Link>
        </p>
      )}
    </details>
  );
}
