import type { Hex } from "@peerseal/sdk";
import { useRef, useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { saveFile } from "../parts/save-file.js";
import { Scroll } from "../parts/scroll.js";
import { valueAt } from "./form.js";
import { useForm } from "./form-fields.js";
import { drawSalt, hashFile, type Item, isMeant, mediaTypeOf, pathIn } from "./hashing.js";
import { TEXT } from "./text.js";

type Props = {
  readonly salts: Readonly<Record<string, Hex>>;
  readonly keepSalts: (salts: Readonly<Record<string, Hex>>) => void;
};
type Working = {
  readonly name: string;
  readonly done: number;
  readonly size: number;
  readonly files: number;
  readonly all: number;
};

const ACCESS = ["public", "panel", "sealed"] as const;

/** The content of a course: a folder of this machine, hashed here. */
export function ContentSection({ salts, keepSalts }: Props) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const form = useForm();
  const [licence, setLicence] = useState("CC-BY-4.0");
  const [working, setWorking] = useState<Working | null>(null);
  const files = useRef<ReadonlyMap<string, File>>(new Map());
  const stopping = useRef<AbortController | null>(null);
  const items = itemsIn(form.document);
  const hasFault = form.showsAll && form.faults.some(({ path }) => path.startsWith("content"));

  const hash = async (chosen: readonly File[]) => {
    const meant = chosen.map((file) => ({ file, path: pathIn(file) })).filter(({ path }) => isMeant(path));
    files.current = new Map(meant.map(({ file, path }) => [path, file]));
    const stop = new AbortController();
    stopping.current = stop;
    const before = new Map(items.map((item) => [item.path, item]));
    const made: Item[] = [];
    const drawn: Record<string, Hex> = {};
    try {
      for (const [done, { file, path }] of meant.entries()) {
        const known = before.get(path);
        const access = known?.access ?? "public";
        const salt = access === "sealed" ? (salts[path] ?? drawSalt()) : null;
        if (salt !== null) drawn[path] = salt;
        const tell = (bytes: number) =>
          setWorking({ name: path, done: bytes, size: file.size, files: done, all: meant.length });
        tell(0);
        const sha256 = await hashFile(file, salt, tell, stop.signal);
        const kept = { kind: "file", access, licence: known?.licence ?? licence, url: null } as const;
        made.push({ ...kept, path, mediaType: mediaTypeOf(file), bytes: file.size, sha256 });
      }
      form.set("content", made);
      keepSalts(drawn);
      announce(text("overall", { done: made.length, all: meant.length }));
    } catch (error) {
      // Stopped by the person: what was there before stays.
      if (!stop.signal.aborted) throw error;
    } finally {
      setWorking(null);
    }
  };
  const setAccess = async (item: Item, access: Item["access"]) => {
    const file = files.current.get(item.path);
    const isSealing = access === "sealed" || item.access === "sealed";
    if (isSealing && file === undefined) return announce(text("rehash"));
    const { [item.path]: _, ...others } = salts;
    const salt = access === "sealed" ? drawSalt() : null;
    const sha256 =
      isSealing && file !== undefined
        ? await hashFile(file, salt, () => undefined, new AbortController().signal)
        : item.sha256;
    keepSalts(salt === null ? others : { ...others, [item.path]: salt });
    form.set(
      "content",
      items.map((one) => (one.path === item.path ? { ...one, access, sha256 } : one)),
    );
  };
  return (
    <section>
      <h2>{text("sContent")}</h2>
      <Field label={text("licence")}>
        {(given) => <input {...given} value={licence} onChange={({ target }) => setLicence(target.value)} />}
      </Field>
      <Field label={text("folder")} hint={text("folderHint")} fault={hasFault ? text("fContent") : null} required>
        {(given) => (
          <input
            {...given}
            type="file"
            multiple
            ref={(input) => {
              // React knows no property for it (WICG File and Directory Entries).
              if (input !== null) input.webkitdirectory = true;
            }}
            disabled={working !== null}
            onChange={({ target }) => void hash([...(target.files ?? [])])}
          />
        )}
      </Field>
      {working === null ? null : <Hashing working={working} stop={() => stopping.current?.abort()} />}
      {items.length === 0 ? null : (
        <Items items={items} setAccess={setAccess} canSeal={(path) => files.current.has(path)} />
      )}
      {Object.keys(salts).length === 0 ? null : (
        <p>
          <button
            type="button"
            className="second"
            onClick={() =>
              saveFile("salts.json", new Blob([JSON.stringify(salts, null, 2)], { type: "application/json" }))
            }
          >
            {text("salts")}
          </button>{" "}
          <span className="dim">{text("saltsHint")}</span>
        </p>
      )}
    </section>
  );
}

function Hashing({ working, stop }: { readonly working: Working; readonly stop: () => void }) {
  const text = useText(TEXT);
  const { name, done, size, files, all } = working;
  return (
    <div className="bars">
      <label>
        <span>{text("hashing", { name })}</span>
        <progress max={Math.max(1, size)} value={size === 0 ? 1 : done} />
      </label>
      <label>
        <span>{text("overall", { done: files, all })}</span>
        <progress max={all} value={files} />
      </label>
      <button type="button" className="second" onClick={stop}>
        {text("stop")}
      </button>
    </div>
  );
}

function Items({
  items,
  setAccess,
  canSeal,
}: {
  readonly items: readonly Item[];
  readonly setAccess: (item: Item, access: Item["access"]) => Promise<void>;
  readonly canSeal: (path: string) => boolean;
}) {
  const text = useText(TEXT);
  const { number } = useFormat();
  return (
    <Scroll label={text("sContent")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text("file")}</th>
            <th scope="col">{text("bytes")}</th>
            <th scope="col">{text("access")}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.path}>
              <th scope="row">{item.path}</th>
              <td>{number(item.bytes)}</td>
              <td>
                <select
                  aria-label={`${text("access")}: ${item.path}`}
                  value={item.access}
                  onChange={({ target }) =>
                    void setAccess(item, ACCESS.find((one) => one === target.value) ?? "public")
                  }
                >
                  {ACCESS.map((access) => (
                    <option
                      key={access}
                      value={access}
                      disabled={(access === "sealed") !== (item.access === "sealed") && !canSeal(item.path)}
                    >
                      {text(access)}
                    </option>
                  ))}
                </select>
              </td>
              <td>
                <code title={item.sha256}>{item.sha256.slice(0, 10)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function itemsIn(document: Readonly<Record<string, unknown>>): readonly Item[] {
  const content = valueAt(document, "content");
  // Written by this form, or taken from a document that was parsed.
  return Array.isArray(content) ? (content as Item[]) : [];
}
