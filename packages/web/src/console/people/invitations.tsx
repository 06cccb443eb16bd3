import { useState } from "react";
import { useText } from "../../language/language.js";
import { Field } from "../../parts/field.js";
import { Moment } from "../../parts/moment.js";
import { useRead } from "../../registry/registry.js";
import { all } from "../parts/institutions.js";
import { Scroll } from "../parts/scroll.js";
import type { AccessProps } from "./screen.js";
import { TEXT } from "./text.js";
import { Secret, useWrite } from "./writing.js";

const ROLES = ["officer", "reviewer", "admin", "auditor"] as const;
type Role = (typeof ROLES)[number];
const STATES = { open: "stateOpen", used: "stateUsed", withdrawn: "stateWithdrawn", over: "stateOver" } as const;

/** Name of a role in the texts here; `admin` is a purpose of keys as well. */
export function roleWord(role: Role): "officer" | "reviewer" | "adminRole" | "auditor" {
  return role === "admin" ? "adminRole" : role;
}

/** Invitations: made, shown once as a link, withdrawn. */
export function Invitations({ institution, isAdmin }: AccessProps) {
  const text = useText(TEXT);
  const { write, isBusy, fault } = useWrite(institution);
  const found = useRead(["access", institution, "invitations"], (client) =>
    all((page) => client.access.invitations.list({ ...page, institution })),
  );
  return (
    <section>
      <h2>{text("invitations")}</h2>
      {isAdmin ? <Invite institution={institution} /> : null}
      {found.length === 0 ? (
        <p>{text("noInvitations")}</p>
      ) : (
        <Scroll label={text("invitations")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text("role")}</th>
                <th scope="col">{text("label")}</th>
                <th scope="col">{text("state")}</th>
                <th scope="col">{text("expires")}</th>
                <th scope="col">{text("actions")}</th>
              </tr>
            </thead>
            <tbody>
              {found.map(({ id, role, label, state, expiresAt }) => (
                <tr key={id}>
                  <th scope="row">{text(roleWord(role))}</th>
                  <td>{label ?? "–"}</td>
                  <td>{text(STATES[state])}</td>
                  <td>
                    <Moment at={expiresAt} />
                  </td>
                  <td>
                    {isAdmin && state === "open" ? (
                      <button
                        type="button"
                        className="second"
                        disabled={isBusy}
                        onClick={() => void write(id, (client) => client.access.invitations.withdraw(id))}
                      >
                        {text("withdraw")}
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

function Invite({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  const { write, isBusy, fault } = useWrite(institution);
  const [role, setRole] = useState<Role>("officer");
  const [label, setLabel] = useState("");
  const [email, setEmail] = useState("");
  const [hours, setHours] = useState("72");
  const [link, setLink] = useState<string | null>(null);
  const make = async () => {
    const body = {
      institution,
      role,
      hours: Number(hours),
      ...(label.trim() === "" ? {} : { label: label.trim() }),
      ...(email.trim() === "" ? {} : { email: email.trim() }),
    };
    const made = await write(JSON.stringify(body), (client) => client.access.invitations.create(body));
    if (made !== null) setLink(`${location.origin}/sign-in#invite=${made.token}`);
  };
  return (
    <details className="card" open={link !== null || undefined}>
      <summary>{text("invite")}</summary>
      <div className="grid">
        <Field label={text("role")}>
          {(given) => (
            <select
              {...given}
              value={role}
              onChange={({ target }) => setRole(ROLES.find((one) => one === target.value) ?? "officer")}
            >
              {ROLES.map((one) => (
                <option key={one} value={one}>
                  {text(roleWord(one))}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={text("label")} hint={text("labelHint")}>
          {(given) => (
            <input {...given} value={label} maxLength={100} onChange={({ target }) => setLabel(target.value)} />
          )}
        </Field>
        <Field label={text("email")} hint={text("emailHint")}>
          {(given) => <input {...given} type="email" value={email} onChange={({ target }) => setEmail(target.value)} />}
        </Field>
        <Field label={text("hours")}>
          {(given) => (
            <input
              {...given}
              type="number"
              min={1}
              max={720}
              value={hours}
              onChange={({ target }) => setHours(target.value)}
            />
          )}
        </Field>
      </div>
      <button type="button" disabled={isBusy} onClick={() => void make()}>
        {text("makeInvitation")}
      </button>
      {fault}
      {link === null ? null : (
        <Secret title={text("inviteLink")} hint={text("inviteLinkHint")} value={link} onDone={() => setLink(null)} />
      )}
    </details>
  );
}
