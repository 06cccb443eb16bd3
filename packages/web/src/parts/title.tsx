import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { reveal } from "../app/reveal.js";

/** The heading of a screen, which names the window as well. `lang`: of the text, where it is not that of the page. */
export function Title({ children, lang }: { readonly children: ReactNode; readonly lang?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(reveal, []);
  useEffect(() => {
    document.title = `${heading.current?.textContent ?? ""} · Peerseal`;
  });
  return (
    <h1 ref={heading} tabIndex={-1} lang={lang}>
      {children}
    </h1>
  );
}
