/** Token of an invitation as the registry makes it. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The invitation in a query or fragment (`invite=<token>`); null: none. */
export function invitationIn(part: string): string | null {
  const token = new URLSearchParams(part.replace(/^[?#]/, "")).get("invite");
  return token !== null && TOKEN.test(token) ? token : null;
}

/** Where to go after signing in, within this app; the start of the account's own screen where none is named. */
export function destinationIn(part: string): string | null {
  const to = new URLSearchParams(part.replace(/^[?#]/, "")).get("to");
  // Not `//host` or `/\host`, which browsers take for another site.
  return to !== null && /^\/(?![/\\])/.test(to) ? to : null;
}

/** The sign-in screen, with what it needs in the fragment: that part reaches no server and no log. */
export function signInLink(of: { readonly invitation?: string; readonly to?: string }): string {
  const words = new URLSearchParams();
  if (of.invitation !== undefined) words.set("invite", of.invitation);
  if (of.to !== undefined) words.set("to", of.to);
  return `/sign-in#${words.toString()}`;
}
