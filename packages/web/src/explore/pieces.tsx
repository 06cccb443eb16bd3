import type { wire } from "@peerseal/sdk";
import { type ReactNode, Suspense } from "react";
import { Link } from "wouter";
import { FaultBoundary } from "../app/fault.js";
import { Waiting } from "../app/waiting.js";
import { useFormat } from "../language/format.js";
import { useLanguage, useText } from "../language/language.js";
import { Copy } from "../parts/copy.js";
import { Localized } from "../parts/localized.js";
import { Tag, type Tone } from "../parts/tag.js";
import { TEXT as PARTS } from "../parts/text.js";
import { MEMBERS, useReads, VERSION_TITLES } from "./reads.js";
import { TEXT } from "./text.js";
import { FLAG, QUALITY, STANDING } from "./words.js";

/** A member by its name, linked to its page. */
export function Member({ id }: { readonly id: number }) {
  const text = useText(TEXT);
  const [members] = useReads(MEMBERS);
  return <Link href={`/i/${id}`}>{members.get(id)?.name ?? text("institutionN", { id })}</Link>;
}

/** Several members, one after another. */
export function MemberList({ ids }: { readonly ids: readonly number[] }) {
  const text = useText(TEXT);
  if (ids.length === 0) return <>{text("none")}</>;
  return (
    <ul className="inline">
      {ids.map((id) => (
        <li key={id}>
          <Member id={id} />
        </li>
      ))}
    </ul>
  );
}

/** A course version by its title, in words alone: it stands in links. */
export function VersionTitle({ id }: { readonly id: string }) {
  const [titles] = useReads(VERSION_TITLES);
  return <Localized of={titles.get(id) ?? null} otherwise={id.slice(0, 10)} />;
}

/** Permanent id and the same content as data, at the end of every page. */
export function PageFoot({ permanent, data }: { readonly permanent: string; readonly data: string }) {
  const text = useText(TEXT);
  const parts = useText(PARTS);
  return (
    <p className="page-foot dim">
      {text("permanent")}: <code>{permanent}</code> <Copy value={`${location.origin}${permanent}`} /> ·{" "}
      <a href={data}>{parts("data")}</a>
    </p>
  );
}

const QUALITY_TONES: Readonly<Record<wire.Quality["state"], Tone>> = {
  met: "good",
  conditional: "unsure",
  "not-met": "bad",
  provisional: "unsure",
  unreviewed: "plain",
  "in-review": "plain",
  expired: "unsure",
  rescinded: "bad",
  retired: "plain",
};

/** State of quality in a word. */
export function QualityTag({ state }: { readonly state: wire.Quality["state"] }) {
  const text = useText(QUALITY);
  return <Tag tone={QUALITY_TONES[state]}>{text(state)}</Tag>;
}

/** What is to be known beside the state. */
export function QualityFlags({ flags }: { readonly flags: wire.Quality["flags"] }) {
  const text = useText(FLAG);
  if (flags.length === 0) return null;
  return (
    <ul className="inline">
      {flags.map((flag) => (
        <li key={flag}>
          <Tag tone={flag === "conditions-closed" ? "good" : flag.endsWith("-open") ? "unsure" : "plain"}>
            {text(flag)}
          </Tag>
        </li>
      ))}
    </ul>
  );
}

/** Standing of a member in a word. */
export function StandingTag({ standing }: { readonly standing: wire.Institution["standing"] }) {
  const text = useText(STANDING);
  const tone = standing === "active" ? "good" : standing === "suspended" ? "bad" : "plain";
  return <Tag tone={tone}>{text(standing)}</Tag>;
}

/** A part of a screen that loads and fails by itself; the rest is there before. */
export function Later({ children }: { readonly children: ReactNode }) {
  return (
    <FaultBoundary>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </FaultBoundary>
  );
}

/** A table that scrolls by itself where it is too wide. `label` names it. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark, and one more of the same name.
    <div className="scroll" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}

/** A country by its code, in the language that is shown. */
export function Country({ code }: { readonly code: string }) {
  const { language } = useLanguage();
  return <>{displayName(code, language, "region")}</>;
}

function displayName(code: string, language: string, type: "region" | "language"): string {
  try {
    return new Intl.DisplayNames([language], { type }).of(code) ?? code;
  } catch {
    // The chain holds any two bytes, and documents of others any tag.
    return code;
  }
}

/** Languages by their tags, in the language that is shown. */
export function Languages({ tags }: { readonly tags: readonly string[] }) {
  const { language } = useLanguage();
  return <>{tags.map((tag) => displayName(tag, language, "language")).join(language === "ja" ? "、" : ", ")}</>;
}

/** A number, or that there are at least so many. */
export function Count({ of, isAll }: { readonly of: number; readonly isAll: boolean }) {
  const text = useText(TEXT);
  const { number } = useFormat();
  return <>{isAll ? number(of) : text("moreThan", { count: number(of) })}</>;
}
