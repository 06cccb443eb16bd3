import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import type { RoundView } from "./data.js";
import { TEXT } from "./text.js";

/** Title of the course that a round is about. */
export function CourseTitle({ of }: { readonly of: Pick<RoundView, "version" | "descriptor"> }) {
  const text = useText(TEXT);
  return <Localized of={of.descriptor?.title ?? of.version.title} otherwise={text("unnamedCourse")} />;
}

/** The same as a text, for sentences. */
export function useCourseName({ version, descriptor }: Pick<RoundView, "version" | "descriptor">): string {
  const text = useText(TEXT);
  const { textIn } = useFormat();
  return textIn(descriptor?.title ?? version.title)?.text ?? text("unnamedCourse");
}
