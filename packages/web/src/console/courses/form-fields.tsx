import { createContext, type ReactNode, use } from "react";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { wordOf } from "./fault-words.js";
import { type Fault, valueAt } from "./form.js";
import { TEXT } from "./text.js";

/** A document that is being written, and what is wrong with it. */
export type Form = {
  readonly document: Readonly<Record<string, unknown>>;
  readonly set: (path: string, value: unknown) => void;
  readonly faults: readonly Fault[];
  /** Whether faults of places that nobody touched yet are shown too. */
  readonly showsAll: boolean;
  readonly touched: ReadonlySet<string>;
  readonly touch: (path: string) => void;
  readonly languages: readonly string[];
};

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = use(FormContext);
  if (form === null) throw new TypeError("There is no FormContext above.");
  return form;
}

/** What is wrong at a place or below it, once somebody was there. */
function useFault(path: string): string | null {
  const text = useText(TEXT);
  const { faults, showsAll, touched } = useForm();
  const found = faults.find((fault) => fault.path === path || fault.path.startsWith(`${path}.`));
  if (found === undefined || !(showsAll || touched.has(path))) return null;
  const { key, values } = wordOf(found);
  return text(key, values);
}

type Labelled = { readonly path: string; readonly label: string; readonly hint?: string; readonly required?: boolean };

/** One line of text. */
export function Line({ path, label, hint, required = false }: Labelled) {
  const { document, set, touch } = useForm();
  const value = valueAt(document, path);
  return (
    <Field label={label} hint={hint} fault={useFault(path)} required={required}>
      {(given) => (
        <input
          {...given}
          value={typeof value === "string" ? value : ""}
          onChange={({ target }) => set(path, target.value)}
          onBlur={() => touch(path)}
        />
      )}
    </Field>
  );
}

/** A whole number; empty: null. */
export function Whole({ path, label, hint, required = false }: Labelled) {
  const { document, set, touch } = useForm();
  const value = valueAt(document, path);
  return (
    <Field label={label} hint={hint} fault={useFault(path)} required={required}>
      {(given) => (
        <input
          {...given}
          inputMode="numeric"
          value={typeof value === "number" ? String(value) : ""}
          onChange={({ target }) => set(path, /^\d{1,9}$/.test(target.value) ? Number(target.value) : null)}
          onBlur={() => touch(path)}
        />
      )}
    </Field>
  );
}

/** A day, kept as the first second of it in UTC. */
export function DayOf({ path, label, hint, required = false }: Labelled) {
  const { document, set, touch } = useForm();
  const value = valueAt(document, path);
  return (
    <Field label={label} hint={hint} fault={useFault(path)} required={required}>
      {(given) => (
        <input
          {...given}
          type="date"
          value={typeof value === "string" ? value.slice(0, 10) : ""}
          onChange={({ target }) => set(path, target.value === "" ? "" : `${target.value}T00:00:00Z`)}
          onBlur={() => touch(path)}
        />
      )}
    </Field>
  );
}

/** A text in each language of the course. */
export function Texts({
  path,
  label,
  hint,
  required = false,
  isLong = false,
}: Labelled & { readonly isLong?: boolean }) {
  const text = useText(TEXT);
  const { document, set, touch, languages } = useForm();
  const fault = useFault(path);
  return (
    <div className="grid texts">
      {languages.map((language, i) => {
        const value = valueAt(document, `${path}.${language}`);
        const given = {
          lang: language,
          value: typeof value === "string" ? value : "",
          onChange: ({ target }: { readonly target: { readonly value: string } }) =>
            set(`${path}.${language}`, target.value),
          onBlur: () => touch(path),
        };
        return (
          <Field
            key={language}
            label={text("inLanguage", { label, language })}
            hint={hint}
            fault={i === 0 ? fault : null}
            required={required && i === 0}
          >
            {(field) => (isLong ? <textarea rows={4} {...field} {...given} /> : <input {...field} {...given} />)}
          </Field>
        );
      })}
    </div>
  );
}

/** One of some words. */
export function Choice<W extends string>(
  props: Labelled & { readonly of: readonly W[]; readonly wordOf: (word: W) => string },
) {
  const { path, label, hint, of, wordOf: nameOf } = props;
  const { document, set } = useForm();
  const value = valueAt(document, path);
  return (
    <Field label={label} hint={hint} fault={useFault(path)}>
      {(given) => (
        <select {...given} value={String(value)} onChange={({ target }) => set(path, target.value)}>
          {of.map((word) => (
            <option key={word} value={word}>
              {nameOf(word)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What is wrong at a place whose inputs are boxes to check. */
export function FaultAt({ path }: { readonly path: string }) {
  const fault = useFault(path);
  return fault === null ? null : <p className="field-fault">✕ {fault}</p>;
}

/** Entries of a list, each with a button that removes it, and one that adds another. */
export function Entries(props: {
  readonly path: string;
  readonly name: string;
  readonly add: string;
  /** A new entry, given how many there are. */
  readonly make: (count: number) => unknown;
  readonly children: (path: string) => ReactNode;
}) {
  const { path, name, add, make, children } = props;
  const text = useText(TEXT);
  const { document, set } = useForm();
  const found = valueAt(document, path);
  const entries: readonly unknown[] = Array.isArray(found) ? found : [];
  const fault = useFault(path);
  return (
    <>
      {entries.map((_, i) => (
        // Entries have no name of their own; their place is what is written at.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above.
        <fieldset key={i}>
          <legend>
            {name} {i + 1}
          </legend>
          {children(`${path}.${i}`)}
          <button
            type="button"
            className="second"
            onClick={() =>
              set(
                path,
                entries.filter((__, at) => at !== i),
              )
            }
          >
            {text("removeThis", { name: `${name} ${i + 1}` })}
          </button>
        </fieldset>
      ))}
      {entries.length === 0 && fault !== null ? <p className="field-fault">✕ {fault}</p> : null}
      <button type="button" className="second" onClick={() => set(path, [...entries, make(entries.length)])}>
        {add}
      </button>
    </>
  );
}
