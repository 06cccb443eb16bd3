import { Scroll } from "../explore/pieces.js";
import { useText } from "../language/language.js";
import { POWERS, TEXT } from "./text.js";

const ROWS = ["members", "institution", "reviewer", "anyone", "registry", "deployer"] as const;

/** Who may do what, and what not. */
export function Powers() {
  const text = useText(TEXT);
  const powers = useText(POWERS);
  return (
    <section aria-labelledby="powers">
      <h2 id="powers">{text("powers")}</h2>
      <Scroll label={text("powers")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text("who")}</th>
              <th scope="col">{text("may")}</th>
              <th scope="col">{text("mayNot")}</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row}>
                <th scope="row">{powers(row)}</th>
                <td>{powers(`${row}May`)}</td>
                <td>{powers(`${row}Not`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
