import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useAnnounce } from "../app/announce.js";
import { Waiting } from "../app/waiting.js";
import { useText } from "../language/language.js";
import { Title } from "../parts/title.js";
import { useSession } from "../registry/session.js";
import { Account } from "./account.js";
import { destinationIn, invitationIn } from "./invitation.js";
import { TEXT } from "./sign-in-text.js";
import { Ways } from "./ways.js";

/** Signing in and out, and who one is here. The invitation comes in the fragment and is taken out of the address at once. */
export default function Screen() {
  const text = useText(TEXT);
  const session = useSession();
  const announce = useAnnounce();
  const [, navigate] = useLocation();
  const [invitation] = useState(() => invitationIn(location.hash) ?? invitationIn(location.search));
  const [destination] = useState(() => destinationIn(location.hash));
  useEffect(() => {
    if (invitation !== null) history.replaceState(history.state, "", location.pathname);
  }, [invitation]);
  if (session === undefined) return <Waiting />;
  const arrived = () => {
    announce(text("signedInTitle"));
    if (destination !== null) navigate(destination);
  };
  return (
    <>
      <Title>{text(session === null ? "title" : "signedInTitle")}</Title>
      {session === null ? (
        <Ways invitation={invitation} onSignedIn={arrived} />
      ) : (
        <Account session={session} isInvited={invitation !== null} />
      )}
    </>
  );
}
