import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Moment } from "../../parts/moment.js";
import { useRead } from "../../registry/registry.js";
import { all } from "../parts/institutions.js";
import { Scroll } from "../parts/scroll.js";
import { roleWord } from "./invitations.js";
import type { AccessProps } from "./screen.js";
import { TEXT } from "./text.js";
import { useWrite } from "./writing.js";

/** Who has which role here; people are known by ids that name nobody outside. */
export function People({ institution, isAdmin }: AccessProps) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const { write, isBusy, fault } = useWrite(institution);
  const grants = useRead(["access", institution, "people"], (client) =>
    all((page) => client.access.people({ ...page, institution })),
  );
  return (
    <section>
      <h2>{text("grants")}</h2>
      {grants.length === 0 ? (
        <p>{text("noGrants")}</p>
      ) : (
        <Scroll label={text("grants")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text("person")}</th>
                <th scope="col">{text("role")}</th>
                <th scope="col">{text("label")}</th>
                <th scope="col">{text("granted")}</th>
                <th scope="col">{text("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {grants.map(({ id, person, role, label, grantedAt, endedAt }) => (
                <tr key={id}>
                  <th scope="row">
                    <code>{person}</code>
                  </th>
                  <td>{text(roleWord(role))}</td>
                  <td>{label ?? "–"}</td>
                  <td>
                    <Moment at={grantedAt} />
                  </td>
                  <td>
                    {endedAt !== null ? (
                      text("endedAt", { time: moment(endedAt) })
                    ) : isAdmin ? (
                      <button
                        type="button"
                        className="second"
                        disabled={isBusy}
                        onClick={() => void write(id, (client) => client.access.endGrant(id))}
                      >
                        {text("endGrant")}
                      </button>
                    ) : (
                      "–"
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {fault}
    </section>
  );
}
