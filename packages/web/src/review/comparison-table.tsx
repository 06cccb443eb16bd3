import type { RubricDocument, wire } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { Tag } from "../parts/tag.js";
import type { ComparedRow, OtherView } from "./comparison.js";
import { TEXT } from "./seal-text.js";
import { TEXT as WORDS } from "./text.js";

type Levels = RubricDocument["levels"];

/** Own levels against those of the others, with what they say. */
export function ComparisonTable(props: {
  readonly rows: readonly ComparedRow[];
  readonly seats: readonly wire.Seat[];
  readonly names: ReadonlyMap<number, string>;
  readonly levels: Levels;
}) {
  const { rows, seats, names, levels } = props;
  const text = useText(TEXT);
  const word = useText(WORDS);
  const columns = rows[0]?.others.map(({ seat }) => seat) ?? [];
  const nameOf = (number: number) => {
    const seat = seats.find((one) => one.seat === number);
    if (seat === undefined) return text("seat", { n: number + 1 });
    const institution = names.get(seat.institution) ?? word("institution", { number: seat.institution });
    return text("seatOf", { role: word(`role.${seat.role}`), institution });
  };
  return (
    // A wide table is moved by keyboard as well.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above.
    <section className="scroll" tabIndex={0} aria-label={text("compareTitle")}>
      <table className="comparison">
        <thead>
          <tr>
            <th scope="col">{text("criterion")}</th>
            <th scope="col">{text("you")}</th>
            {columns.map((seat) => (
              <th key={seat} scope="col">
                {text("seat", { n: seat + 1 })}
                <br />
                <span className="dim">{nameOf(seat)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ criterion, own, others, distance }) => (
            <tr key={criterion.id}>
              <th scope="row">
                {criterion.id} <Localized of={criterion.name} />
                {distance === null ? null : (
                  <>
                    <br />
                    <Tag tone={distance === 0 ? "good" : distance === 1 ? "plain" : "unsure"}>
                      {distance === 0 ? text("same") : text("differs", { steps: distance })}
                    </Tag>
                  </>
                )}
              </th>
              <td>
                <LevelWord level={own} levels={levels} />
              </td>
              {others.map((one) => (
                <td key={one.seat}>
                  <Other of={one} levels={levels} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Other({ of, levels }: { readonly of: OtherView; readonly levels: Levels }) {
  return (
    <>
      <LevelWord level={of.level} levels={levels} />
      {of.said === null ? null : (
        <p className="written" lang={of.language ?? undefined}>
          {of.said}
        </p>
      )}
    </>
  );
}

function LevelWord({ level, levels }: { readonly level: number | null; readonly levels: Levels }) {
  const text = useText(TEXT);
  const name = level === null ? undefined : levels[level];
  if (name === undefined) return <span className="dim">{text("notRated")}</span>;
  return (
    <>
      {level} <Localized of={name} />
    </>
  );
}
