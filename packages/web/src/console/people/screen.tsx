import { Suspense } from "react";
import { Waiting } from "../../app/waiting.js";
import { useText } from "../../language/language.js";
import { Title } from "../../parts/title.js";
import { hasRole } from "../../registry/session.js";
import type { PartProps } from "../parts/part.js";
import { ApiKeys } from "./api-keys.js";
import { Audit } from "./audit.js";
import { Invitations } from "./invitations.js";
import { People } from "./people.js";
import { TEXT } from "./text.js";

/** People and programs that act at this registry for an institution. */
export default function Screen({ session, institution }: PartProps) {
  const text = useText(TEXT);
  const isAdmin = hasRole(session, "admin", institution);
  const maySee = isAdmin || hasRole(session, "auditor", institution);
  return (
    <>
      <Title>{text("peopleTitle")}</Title>
      {maySee ? (
        <Suspense fallback={<Waiting />}>
          <Invitations institution={institution} isAdmin={isAdmin} />
          <People institution={institution} isAdmin={isAdmin} />
          <ApiKeys institution={institution} isAdmin={isAdmin} />
          <Audit institution={institution} />
        </Suspense>
      ) : (
        <p className="notice">{text("needsAdmin")}</p>
      )}
    </>
  );
}

/** What each part of the screen is given. */
export type AccessProps = { readonly institution: number; readonly isAdmin: boolean };
