import { useState } from "react";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { Moment } from "../../parts/moment.js";
import { useRead } from "../../registry/registry.js";
import { all } from "../parts/institutions.js";
import { nowSeconds } from "../parts/place.js";
import { Scroll } from "../parts/scroll.js";
import { roleWord } from "./invitations.js";
import type { AccessProps } from "./screen.js";
import { TEXT } from "./text.js";
import { Secret, useWrite } from "./writing.js";

/** Keys by which programs act for the institution at this registry. */
export function ApiKeys({ institution, isAdmin }: AccessProps) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const { write, isBusy, fault } = useWrite(institution);
  const [shown, setShown] = useState<string | null>(null);
  const keys = useRead(["access", institution, "keys"], (client) =>
    all((page) => client.access.keys.list({ ...page, institution })),
  );
  const rotate = async (id: string) => {
    const made = await write(`rotate ${id}`, (client) => client.access.keys.rotate(id));
    if (made !== null) setShown(made.key);
  };
  return (
    <section>
      <h2>{text("apiKeys")}</h2>
      {isAdmin ? <CreateKey institution={institution} show={setShown} /> : null}
      {shown === null ? null : (
        <Secret title={text("keyShown")} hint={text("keyShownHint")} value={shown} onDone={() => setShown(null)} />
      )}
      {keys.length === 0 ? (
        <p>{text("noApiKeys")}</p>
      ) : (
        <Scroll label={text("apiKeys")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text("keyLabel")}</th>
                <th scope="col">{text("role")}</th>
                <th scope="col">{text("expires")}</th>
                <th scope="col">{text("lastUsed")}</th>
                <th scope="col">{text("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {keys.map(({ id, label, roles, expiresAt, lastUsedAt, revokedAt }) => (
                <tr key={id}>
                  <th scope="row">{label}</th>
                  <td>{roles.map((role) => text(roleWord(role))).join(", ")}</td>
                  <td>
                    <Moment at={expiresAt} />
                  </td>
                  <td>{lastUsedAt === null ? text("never") : <Moment at={lastUsedAt} />}</td>
                  <td>
                    {revokedAt !== null ? (
                      text("revokedAt", { time: moment(revokedAt) })
                    ) : isAdmin && expiresAt > nowSeconds() ? (
                      <div className="row">
                        <button type="button" className="second" disabled={isBusy} onClick={() => void rotate(id)}>
                          {text("rotate")}
                        </button>
                        <button
                          type="button"
                          className="second"
                          disabled={isBusy}
                          onClick={() => void write(`revoke ${id}`, (client) => client.access.keys.revoke(id))}
                        >
                          {text("revoke")}
                        </button>
                      </div>
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

function CreateKey({ institution, show }: { readonly institution: number; readonly show: (key: string) => void }) {
  const text = useText(TEXT);
  const { write, isBusy, fault } = useWrite(institution);
  const [label, setLabel] = useState("");
  const [role, setRole] = useState<"officer" | "admin" | "auditor">("officer");
  const [days, setDays] = useState("365");
  const create = async () => {
    const body = { institution, roles: [role], label: label.trim(), days: Number(days) };
    const made = await write(JSON.stringify(body), (client) => client.access.keys.create(body));
    if (made === null) return;
    show(made.key);
    setLabel("");
  };
  const roles = ["officer", "admin", "auditor"] as const;
  return (
    <details className="card">
      <summary>{text("createKey")}</summary>
      <div className="grid">
        <Field label={text("keyLabel")} hint={text("labelHint")} required>
          {(given) => (
            <input {...given} value={label} maxLength={100} onChange={({ target }) => setLabel(target.value)} />
          )}
        </Field>
        <Field label={text("role")}>
          {(given) => (
            <select
              {...given}
              value={role}
              onChange={({ target }) => setRole(roles.find((one) => one === target.value) ?? "officer")}
            >
              {roles.map((one) => (
                <option key={one} value={one}>
                  {text(roleWord(one))}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text("days")}>
          {(given) => (
            <input
              {...given}
              type="number"
              min={1}
              max={730}
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          )}
        </Field>
      </div>
      <button type="button" disabled={isBusy || label.trim() === ""} onClick={() => void create()}>
        {text("createKey")}
      </button>
      {fault}
    </details>
  );
}
