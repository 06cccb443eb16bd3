import type { wire } from "@peerseal/sdk";
import { useText } from "../../language/language.js";
import { Hash } from "../../parts/hash.js";
import { useInstitutions } from "../parts/institutions.js";
import { Scroll } from "../parts/scroll.js";
import { seatsMissing } from "../todo/todo.js";
import { seatName } from "./people.js";
import type { MoveProps } from "./screen.js";
import { TEXT } from "./text.js";

/** The panel as far as it is appointed, and which seats are free. */
export function Panel({ loaded: { round, seats }, people: { value: people = {} } }: MoveProps) {
  const text = useText(TEXT);
  const institutions = useInstitutions();
  const missing = seatsMissing({ round, seats }).map(({ role, missing: count }) => `${text(role)} × ${count}`);
  const isAsked = round.stage === "reviewing" && !seats.some(({ flags }) => flags.includes("added"));
  const isForming = round.stage === "opened" || round.stage === "accepted";
  return (
    <section>
      <h2>{text("panelTitle")}</h2>
      {seats.length === 0 ? (
        <p>{text("noSeats")}</p>
      ) : (
        <Scroll label={text("panelTitle")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text("seat", { n: "" }).trim()}</th>
                <th scope="col">{text("role")}</th>
                <th scope="col">{text("institution")}</th>
                <th scope="col">{text("reviewer")}</th>
                <th scope="col">{text("state")}</th>
              </tr>
            </thead>
            <tbody>
              {seats.map((seat) => (
                <tr key={seat.seat}>
                  <th scope="row">{seat.seat + 1}</th>
                  <td>{text(seat.role)}</td>
                  <td>{institutions.get(seat.institution)?.name ?? seat.institution}</td>
                  <td>{people[seatName(round.id, seat.seat)] ?? <Hash value={seat.signer} />}</td>
                  <td>{[text(stateOf(seat)), ...seat.flags.map((flag) => text(flag))].join(", ")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {isForming && missing.length > 0 ? (
        <p className="unsure">? {text("missing", { list: missing.join(", ") })}</p>
      ) : null}
      {isAsked && round.addedBy !== null && round.addedRole !== null ? (
        <p className="unsure">
          ?{" "}
          {text("askedFor", {
            institution: institutions.get(round.addedBy)?.name ?? round.addedBy,
            role: text(round.addedRole),
          })}
        </p>
      ) : null}
    </section>
  );
}

function stateOf(seat: wire.Seat): "appointed" | "sealed" | "submitted" | "revised" {
  if (seat.revisedAt !== null) return "revised";
  if (seat.submittedAt !== null) return "submitted";
  return seat.sealedAt === null ? "appointed" : "sealed";
}
