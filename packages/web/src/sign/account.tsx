import type { wire } from "@peerseal/sdk";
import { useState } from "react";
import { Link } from "wouter";
import { useAnnounce } from "../app/announce.js";
import { Fault } from "../app/fault.js";
import { useText } from "../language/language.js";
import { writing } from "../registry/registry.js";
import { useSessionChanged } from "../registry/session.js";
import { TEXT } from "./sign-in-text.js";
import "./sign.css";

/** Who is signed in, with which roles, and the way out. */
export function Account({ session, isInvited }: { readonly session: wire.Session; readonly isInvited: boolean }) {
  const text = useText(TEXT);
  const announce = useAnnounce();
  const changed = useSessionChanged();
  const [error, setError] = useState<unknown>(null);
  const signOut = async () => {
    try {
      await writing().access.signOut();
      await changed();
      announce(text("signedOut"));
    } catch (thrown) {
      setError(thrown);
    }
  };
  const { grants } = session;
  return (
    <>
      <p>{text("who", { id: session.id })}</p>
      {isInvited ? <p role="note">{text("anotherInvitation")}</p> : null}
      <h2>{text("roles")}</h2>
      {grants.length === 0 ? (
        <p>{text("noRoles")}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{text("role")}</th>
              <th scope="col">{text("institution")}</th>
            </tr>
          </thead>
          <tbody>
            {grants.map(({ role, institution }) => (
              <tr key={`${role} ${institution}`}>
                <td>{text(`role.${role}`)}</td>
                <td>
                  {institution === null ? (
                    text("everywhere")
                  ) : (
                    <Link href={`/institutions/${institution}`}>
                      {text("institution")} {institution}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row account-row">
        <Link className="button" href="/review">
          {text("toReviews")}
        </Link>
        <Link className="button second" href="/console">
          {text("toConsole")}
        </Link>
        <button type="button" className="second" onClick={() => void signOut()}>
          {text("signOut")}
        </button>
      </div>
      {error === null ? null : <Fault error={error} />}
    </>
  );
}
