import type { wire } from "@peerseal/sdk";
import type { ReactNode } from "react";
import { useText } from "../../language/language.js";
import { hasRole } from "../../registry/session.js";
import { TEXT } from "../text.js";

/** What every part of the console is given. */
export type PartProps = { readonly session: wire.Session; readonly institution: number };

/** Shows its content to whoever has the role, and says to others which one it needs. */
export function Needs({
  only,
  session,
  institution,
  children,
}: PartProps & { readonly only: wire.Role; readonly children: ReactNode }) {
  const text = useText(TEXT);
  if (hasRole(session, only, institution)) return children;
  return <p className="notice">{text("needs", { role: text(only) })}</p>;
}
