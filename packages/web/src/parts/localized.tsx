import { useFormat } from "../language/format.js";
import { useLanguage } from "../language/language.js";

/** A text that exists in several languages, in the one that is shown or the nearest, marked as what it is. */
export function Localized({
  of,
  otherwise = "",
}: {
  readonly of: Readonly<Record<string, string>> | null;
  readonly otherwise?: string;
}) {
  const { textIn } = useFormat();
  const { language } = useLanguage();
  const found = textIn(of);
  if (found === null) return <>{otherwise}</>;
  return <span lang={found.language === language ? undefined : found.language}>{found.text}</span>;
}
