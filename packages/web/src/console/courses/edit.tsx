import { digestOf, type JsonObject, parseCourseId, parseVersionId } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { useLocation } from "wouter";
import { useAnnounce } from "../../app/announce.js";
import { Waiting } from "../../app/waiting.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import type { PartProps } from "../parts/part.js";
import { nowSeconds, placeOf } from "../parts/place.js";
import { type Kept, useKept } from "../parts/use-kept.js";
import { ContentSection } from "./content-section.js";
import { type Checked, checkDraft, type Draft, emptyDocument, nextDocument, withValue } from "./form.js";
import { type Form, FormContext } from "./form-fields.js";
import { loadCourse } from "./load.js";
import { Preview } from "./preview.js";
import {
  AssessmentSection,
  MainSection,
  NeedSection,
  OfferSection,
  OutcomeSection,
  SizeSection,
  UpkeepSection,
} from "./sections.js";
import { TEXT } from "./text.js";

type Props = PartProps & { readonly course: string };
const NONE = `0x${"0".repeat(64)}` as const;

/** Writes a course version, and publishes it. */
export default function Screen({ course, ...props }: Props) {
  const text = useText(TEXT);
  const { newest, owners, deliverers } = useRead(["course-edit", course], (client) =>
    loadCourse(client, course, nowSeconds()),
  );
  const initial = useMemo<Draft>(() => {
    const empty = emptyDocument(course, owners, deliverers);
    const before = newest?.descriptor ?? null;
    const document =
      newest === null || before === null ? empty : { ...nextDocument(before, newest.id), owners, deliverers };
    return { document, minor: false, salts: {} };
  }, [course, owners, deliverers, newest]);
  const kept = useKept<Draft>(`course/${props.institution}/${course}`, initial);
  return (
    <>
      <Title>{text("editTitle")}</Title>
      {kept.value === undefined ? <Waiting /> : <Editor {...props} course={course} kept={kept} draft={kept.value} />}
    </>
  );
}

type EditorProps = Props & { readonly kept: Kept<Draft>; readonly draft: Draft };

function Editor({ institution, course, kept, draft }: EditorProps) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const [showsAll, setShowsAll] = useState(false);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const publish = usePublishing({ institution, course, kept, draft });
  const later = useDeferredValue(draft);
  const checked = useMemo(() => checkDraft(later), [later]);
  const tags = languagesOf(draft.document);
  const form: Form = {
    document: draft.document,
    set: (path, value) => kept.change((before) => ({ ...before, document: withValue(before.document, path, value) })),
    faults: checked.faults,
    showsAll,
    touched,
    touch: (path) => setTouched((before) => new Set([...before, path])),
    languages: tags.length === 0 ? ["en"] : tags,
  };
  const tryPublishing = async () => {
    // What is deferred for the eye is not good enough to be signed.
    const now = checkDraft(draft);
    setShowsAll(true);
    if (now.document === null) {
      announce(text("faultsTitle", { count: now.faults.length }));
      requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
      return;
    }
    await publish(now);
  };
  return (
    <FormContext value={form}>
      <p className="notice">{text("draftKept")}</p>
      <Languages tags={tags} set={(value) => form.set("languages", value)} />
      <MainSection />
      <OutcomeSection />
      <SizeSection />
      <NeedSection />
      <AssessmentSection />
      <ContentSection salts={draft.salts} keepSalts={(salts) => kept.change((before) => ({ ...before, salts }))} />
      <OfferSection />
      <UpkeepSection />
      {draft.document.previous === null ? null : (
        <label className="check">
          <input
            type="checkbox"
            checked={draft.minor}
            onChange={({ target }) => kept.change((before) => ({ ...before, minor: target.checked }))}
          />
          {text("minor")}
        </label>
      )}
      <Summary checked={checked} />
      <div className="row">
        <button type="button" onClick={() => void tryPublishing()}>
          {text("publish")}
        </button>
        <button type="button" className="second" onClick={() => void kept.erase()}>
          {text("discard")}
        </button>
      </div>
    </FormContext>
  );
}

/** Signs a good document and publishes it. */
function usePublishing({
  institution,
  course,
  kept,
  draft,
}: Pick<EditorProps, "institution" | "course" | "kept" | "draft">) {
  const text = useText(TEXT);
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return async ({ document }: Extract<Checked, { readonly faults: readonly [] }>) => {
    // A parsed document is JSON.
    const published = document as unknown as JsonObject;
    const name = Object.values(document.title)[0] ?? document.version;
    const relay = await act({
      action: "PublishVersion",
      message: {
        course: parseCourseId(course),
        by: institution,
        descriptorDigest: digestOf(published),
        previous: document.previous === null ? NONE : parseVersionId(document.previous),
        minor: draft.minor && document.previous !== null,
      },
      document: published,
      title: text("publishTitle"),
      says: [
        text("publishSays", { version: document.version, name }),
        text("publishPublic"),
        ...(draft.minor && document.previous !== null ? [text("publishMinor")] : []),
      ],
    });
    if (relay === null) return;
    await kept.erase();
    announce(text("publishedNow"));
    await queries.invalidateQueries();
    navigate(placeOf(institution, "courses"));
  };
}

function Languages({
  tags,
  set,
}: {
  readonly tags: readonly string[];
  readonly set: (tags: readonly string[]) => void;
}) {
  const text = useText(TEXT);
  const [typed, setTyped] = useState(tags.join(", "));
  const wanted = typed.split(/[,、\s]+/).filter((tag) => tag !== "");
  const isGood = wanted.length > 0 && wanted.every(isTag);
  return (
    <Field label={text("languages")} hint={text("languagesHint")} fault={isGood ? null : text("fTag")} required>
      {(given) => (
        <input
          {...given}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            const next = target.value.split(/[,、\s]+/).filter((tag) => tag !== "");
            if (next.length > 0 && next.every(isTag)) set([...new Set(next)]);
          }}
        />
      )}
    </Field>
  );
}

function Summary({ checked }: { readonly checked: Checked }) {
  const text = useText(TEXT);
  if (checked.document === null) {
    return (
      <p className="bad" role="status">
        ✕ {text("faultsTitle", { count: checked.faults.length })}
      </p>
    );
  }
  return (
    <>
      <p className="good" role="status">
        ✓ {text("allGood")}
      </p>
      <Preview document={checked.document} />
    </>
  );
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

function languagesOf({ languages }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(languages) ? languages.filter((one) => typeof one === "string") : [];
}
