import { Link, useLocation, useSearch } from "wouter";
import { useText } from "../../language/language.js";
import { Title } from "../../parts/title.js";
import { signInLink } from "../../sign/invitation.js";
import { TEXT } from "../text.js";

/** Shown to whoever is not signed in; they come back to where they were. */
export function SignInFirst() {
  const text = useText(TEXT);
  const [path] = useLocation();
  const search = useSearch();
  return (
    <>
      <Title>{text("title")}</Title>
      <p>{text("signedOut")}</p>
      <p>
        <Link href={signInLink({ to: search === "" ? path : `${path}?${search}` })} className="button">
          {text("signIn")}
        </Link>
      </p>
    </>
  );
}
