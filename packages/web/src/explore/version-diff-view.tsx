import type { CourseVersionDocument } from "@peerseal/sdk";
import type { ReactNode } from "react";
import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { Scroll } from "./pieces.js";
import { type Changed, diffVersions } from "./version-diff.js";
import { useVersionFacts } from "./version-facts.js";
import { TEXT } from "./version-text.js";

/** Word and glyph of a change: it is never told by colour alone. */
const GLYPHS = { added: "+", removed: "−", changed: "±" } as const;

type Row = {
  readonly key: string;
  readonly name: string;
  readonly change: "added" | "removed" | "changed";
  readonly before: ReactNode;
  readonly after: ReactNode;
};

/** What changed from one version of a course to another. */
export function VersionDiffView(props: {
  readonly before: CourseVersionDocument;
  readonly after: CourseVersionDocument;
}) {
  const { before, after } = props;
  const text = useText(TEXT);
  const rows = useRows(before, after);
  const title = text("diff", { before: before.version, after: after.version });
  return (
    <section aria-labelledby="diff">
      <h3 id="diff">{title}</h3>
      {rows.length === 0 ? (
        <p>{text("same")}</p>
      ) : (
        <Scroll label={title}>
          <table className="diff">
            <thead>
              <tr>
                <th scope="col">{text("changed")}</th>
                <th scope="col">{text("was")}</th>
                <th scope="col">{text("is")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key} className={row.change}>
                  <th scope="row">
                    {row.name}{" "}
                    <span className="change">
                      <span aria-hidden="true">{GLYPHS[row.change]}</span> {text(row.change)}
                    </span>
                  </th>
                  <td>{row.before === null ? "–" : <del>{row.before}</del>}</td>
                  <td>{row.after === null ? "–" : <ins>{row.after}</ins>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function useRows(before: CourseVersionDocument, after: CourseVersionDocument): Row[] {
  const text = useText(TEXT);
  const facts = useVersionFacts();
  const diff = diffVersions(before, after);
  const [old, now] = [facts(before), facts(after)];
  return [
    ...diff.facts.map(
      (name): Row => ({ key: name, name: now[name][0], change: "changed", before: old[name][1], after: now[name][1] }),
    ),
    ...rowsOf(diff.outcomes, text("outcomes"), (outcome) => <Localized of={outcome.text} />),
    ...rowsOf(diff.assessments, text("assessments"), (assessment) => (
      <>
        {assessment.type}: <Localized of={assessment.description} />. {text("passRule")}:{" "}
        <Localized of={assessment.passRule} />
      </>
    )),
  ];
}

function rowsOf<T>(parts: readonly Changed<T>[], name: string, shown: (part: T) => ReactNode): Row[] {
  return parts.flatMap(({ id, change, before, after }) =>
    change === "same"
      ? []
      : [
          {
            key: `${name} ${id}`,
            name: `${name} ${id}`,
            change,
            before: before === null ? null : shown(before),
            after: after === null ? null : shown(after),
          },
        ],
  );
}
