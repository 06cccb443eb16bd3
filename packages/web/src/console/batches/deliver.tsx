import { credentialDigest, isObject, type JsonObject, type wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { Fault } from "../../app/fault.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { registry, writing } from "../../registry/registry.js";
import { csvFile, readTable } from "../issue/csv.js";
import { decodeList } from "../issue/encoding.js";
import { identifierOf, readColumns, rowsOf } from "../issue/learners.js";
import { saveFile } from "../parts/save-file.js";
import { TEXT as CONSOLE } from "../text.js";
import { bundlesOf, fileOf, ownerOf } from "./bundles.js";
import { TEXT } from "./text.js";
import { type ZipEntry, zipOf } from "./zip.js";

/** Files for the learners, and the end of their texts here. */
export function Deliver({ batch }: { readonly batch: wire.Batch }) {
  const text = useText(TEXT);
  const [making, setMaking] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const name = `batch-${batch.institution}-${batch.number}`;
  const make = async (
    file: string,
    entryOf: (bundle: Readonly<Record<string, unknown>>, place: number) => Promise<ZipEntry>,
  ) => {
    setError(null);
    setMaking(0);
    try {
      const entries: ZipEntry[] = [];
      for await (const { bundle, place } of bundlesOf(batch)) {
        entries.push(await entryOf(bundle, place));
        setMaking(entries.length);
      }
      saveFile(file, zipOf(entries));
    } catch (caught) {
      setError(caught);
    }
    setMaking(null);
  };
  const bundles = () =>
    make(`${name}-credentials.zip`, async (bundle, place) => ({
      name: fileOf(place, "peerseal.json"),
      bytes: new TextEncoder().encode(JSON.stringify(bundle)),
    }));
  const badges = () =>
    make(`${name}-badges.zip`, async ({ credential }, place) => {
      // Bundles of the registry hold credentials.
      const digest = credentialDigest((isObject(credential) ? credential : {}) as JsonObject);
      return { name: fileOf(place, "png"), bytes: await registry.credentials.badgePng(digest) };
    });
  return (
    <section aria-labelledby="deliver">
      <h2 id="deliver">{text("deliver")}</h2>
      <p>{text("deliverText")}</p>
      <div className="row">
        <button type="button" disabled={making !== null} onClick={() => void bundles()}>
          {text("bundles")}
        </button>
        <button type="button" className="second" disabled={making !== null} onClick={() => void badges()}>
          {text("badges")}
        </button>
      </div>
      {making === null ? null : (
        <div className="bars">
          <label>
            <span>{text("making", { done: making, all: batch.credentials })}</span>
            <progress max={batch.credentials} value={making} />
          </label>
        </div>
      )}
      {error === null ? null : <Fault error={error} />}
      <Owners batch={batch} name={name} />
      <DeleteTexts batch={batch} />
    </section>
  );
}

type Matched = { readonly count: number; readonly table: string };

/** Finds out in the browser which file is whose. */
function Owners({ batch, name }: { readonly batch: wire.Batch; readonly name: string }) {
  const text = useText(TEXT);
  const [matched, setMatched] = useState<Matched | null>(null);
  const match = async (file: File | undefined) => {
    if (file === undefined) return;
    const table = readTable(decodeList(new Uint8Array(await file.arrayBuffer())).text);
    const { hasHeader, columns } = readColumns(table, { outcomes: [], assessments: [] });
    const learners = rowsOf(table, hasHeader, columns).map(identifierOf);
    const lines: string[][] = [];
    for await (const placed of bundlesOf(batch)) {
      const owner = ownerOf(placed, learners);
      if (owner !== null)
        lines.push([
          owner.value,
          fileOf(placed.place, "peerseal.json"),
          fileOf(placed.place, "png"),
          String(placed.place),
        ]);
    }
    setMatched({ count: lines.length, table: csvFile([["learner", "credential", "badge", "place"], ...lines]) });
  };
  return (
    <>
      <Field label={text("deliveryList")} hint={text("deliveryHint")}>
        {(given) => (
          <input
            {...given}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={({ target }) => void match(target.files?.[0])}
          />
        )}
      </Field>
      {matched === null ? null : (
        <p aria-live="polite">
          {text("deliveryDone", { matched: matched.count, all: batch.credentials })}{" "}
          <button
            type="button"
            className="second"
            onClick={() => saveFile(`${name}-learners.csv`, new Blob([matched.table], { type: "text/csv" }))}
          >
            {text("downloadTable")}
          </button>
        </p>
      )}
    </>
  );
}

function DeleteTexts({ batch }: { readonly batch: wire.Batch }) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [client] = useState(writing);
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const remove = async () => {
    try {
      setError(null);
      const { deleted } = await client.batches.deleteCredentials(batch);
      setSaid(text("deleted", { count: deleted }));
      announce(text("deleted", { count: deleted }));
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ["status", batch.institution] });
    } catch (caught) {
      setError(caught);
    }
  };
  if (said !== null) return <p className="good">✓ {said}</p>;
  return (
    <>
      {isAsking ? (
        <div className="notice">
          <p>{text("deleteSure")}</p>
          <div className="row">
            <button type="button" className="danger" onClick={() => void remove()}>
              {text("deleteTexts")}
            </button>
            <button type="button" className="second" onClick={() => setAsking(false)}>
              {common("cancel")}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" className="second" onClick={() => setAsking(true)}>
          {text("deleteTexts")}
        </button>
      )}
      {error === null ? null : <Fault error={error} />}
    </>
  );
}
