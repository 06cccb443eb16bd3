import type { Rule, SeatRole } from "@peerseal/sdk";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { leastSeats, rolesOn, type Wish } from "./opening.js";
import { TEXT } from "./text.js";

const MOST = 15;

/** How many seats of each role are wanted, of those that the route takes. */
export function SeatsWanted(props: {
  readonly rule: Rule | null;
  readonly wish: Pick<Wish, "route" | "seats">;
  readonly onChange: (seats: Wish["seats"]) => void;
}) {
  const { rule, wish, onChange } = props;
  const text = useText(TEXT);
  if (rule === null) return null;
  const { route, seats } = wish;
  const least = leastSeats(rule, route);
  const roles = rolesOn(rule, route);
  const { seats: count, institutions } = route === "rapid" ? rule.rapid : rule.panel;
  const set = (role: SeatRole, typed: string) =>
    onChange({ ...seats, [role]: Math.max(0, Math.min(MOST, Number(typed))) });
  return (
    <fieldset>
      <legend>{text("seats")}</legend>
      <p className="hint">
        {text("seatsHint", {
          seats: count,
          institutions,
          roles: roles
            .filter((role) => least[role] > 0)
            .map((role) => `${text(role)} × ${least[role]}`)
            .join(", "),
        })}
      </p>
      <div className="grid">
        {roles.map((role) => (
          <Field key={role} label={text(role)}>
            {(given) => (
              <input
                {...given}
                type="number"
                min={0}
                max={MOST}
                value={seats[role]}
                onChange={({ target }) => set(role, target.value)}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
