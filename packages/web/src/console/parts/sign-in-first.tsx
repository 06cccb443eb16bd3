import { Link, useLocation } from "wouter";
import { useText } from "../../language/language.js";
import { Title } from "../../parts/title.js";
import { TEXT } from "../text.js";

/** Shown to whoever is not signed in; they come back to where they were. */
export function SignInFirst() {
  const text = useText(TEXT);
  const [path] = useLocation();
  return (
    <>
      <Title>{text("title")}</Title>
      <p>{text("signedOut")}</p>
      <p>
        <Link href={`/sign-in?to=${encodeURIComponent(path)}`} className="button">
          {text("signIn")}
        </Link>
      </p>
    </>
  );
}
