import "./plots.css";
import { type ReactNode, useId } from "react";
import { useText } from "../language/language.js";
import { TEXT } from "./text.js";

/** A plot with its title, what it shows in words, and its numbers as a table; the drawing itself is for the eye. */
export function Figure(props: {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly table: ReactNode;
  readonly children: ReactNode;
  readonly small?: boolean;
}) {
  const { title, description, table, children, small = false } = props;
  const text = useText(TEXT);
  const id = useId();
  return (
    <figure className={small ? "plot small" : "plot"} aria-labelledby={`${id}-title`}>
      <figcaption>
        <strong id={`${id}-title`}>{title}</strong>
        <p className="dim">{description}</p>
      </figcaption>
      <div aria-hidden="true">{children}</div>
      <details>
        <summary>{text("data")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
        {/* biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of the figure's name. */}
        <div className="scroll" role="group" tabIndex={0} aria-labelledby={`${id}-title`}>
          {table}
        </div>
      </details>
    </figure>
  );
}
