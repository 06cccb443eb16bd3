import type { ReactNode } from "react";

/** A table that may be wider than the screen; a keyboard reaches it and scrolls it. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
    <section className="scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
