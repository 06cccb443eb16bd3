import type { wire } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { HowRecorded } from "../parts/how.js";
import { Member, MemberList, Scroll } from "./pieces.js";
import { TEXT } from "./round-text.js";
import { ROLE, SEAT_FLAG } from "./words.js";

/** The panel: which role was appointed by whom, and how far each seat is. */
export function RoundSeats({ seats }: { readonly seats: readonly wire.Seat[] }) {
  const text = useText(TEXT);
  return (
    <section aria-labelledby="seats">
      <h2 id="seats">{text("seats")}</h2>
      <Scroll label={text("seats")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text("seat")}</th>
              <th scope="col">{text("role")}</th>
              <th scope="col">{text("institution")}</th>
              <th scope="col">{text("affiliations")}</th>
              <th scope="col">{text("state")}</th>
            </tr>
          </thead>
          <tbody>
            {seats.map((seat) => (
              <SeatRow key={seat.seat} of={seat} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function SeatRow({ of }: { readonly of: wire.Seat }) {
  const text = useText(TEXT);
  const role = useText(ROLE);
  const flag = useText(SEAT_FLAG);
  const state =
    of.revisedAt !== null
      ? "stateRevised"
      : of.submittedAt !== null
        ? "stateSubmitted"
        : of.sealedAt !== null
          ? "stateSealed"
          : "stateWaiting";
  return (
    <tr>
      <th scope="row">{of.seat + 1}</th>
      <td>{role(of.role)}</td>
      <td>
        <Member id={of.institution} />
        <HowRecorded recorded={of.appointed}>
          <p>{text("signerText")}</p>
          <p>
            {text("signer")}: <Hash value={of.signerId} />
          </p>
          {of.objection === null ? null : (
            <p>
              {text("objection")}: <Hash value={of.objection} />
            </p>
          )}
        </HowRecorded>
      </td>
      <td>
        <MemberList ids={of.affiliations} />
      </td>
      <td>
        {text(state)}
        {of.flags.length === 0 ? null : <> · {of.flags.map((one) => flag(one)).join(" · ")}</>}
      </td>
    </tr>
  );
}
