import type { wire } from "@peerseal/sdk";
import { Link, useSearch } from "wouter";
import { Waiting } from "../app/waiting.js";
import { useText } from "../language/language.js";
import { Title } from "../parts/title.js";
import { useSession } from "../registry/session.js";
import { useInstitutions } from "./parts/institutions.js";
import { placeOf } from "./parts/place.js";
import { SignInFirst } from "./parts/sign-in-first.js";
import { TEXT } from "./text.js";
import "./console.css";

/** Where people choose the institution for which they work. */
export default function Screen() {
  const session = useSession();
  if (session === undefined) return <Waiting />;
  return session === null ? <SignInFirst /> : <Choose session={session} />;
}

function Choose({ session }: { readonly session: wire.Session }) {
  const text = useText(TEXT);
  const institutions = useInstitutions();
  // From the page of a course version: what they came for is the same for each institution.
  const concern = new URLSearchParams(useSearch()).get("concern");
  const query = new URLSearchParams({ version: concern ?? "" });
  const placeFor = (number: number) =>
    concern === null ? placeOf(number) : `${placeOf(number, "concerns", "new")}?${query}`;
  const isEverywhere = session.grants.some(({ institution }) => institution === null);
  const own = session.grants.flatMap(({ institution }) => institution ?? []);
  const shown = isEverywhere ? [...institutions.keys()] : [...new Set(own)].sort((a, b) => a - b);
  return (
    <>
      <Title>{text("title")}</Title>
      <p>{text(shown.length === 0 ? "none" : "choose")}</p>
      <ul className="plain-list">
        {shown.map((number) => (
          <li key={number} className="card">
            <Link href={placeFor(number)} className="big-link">
              {institutions.get(number)?.name ?? text("institutionNo", { number })}
            </Link>
            <p className="dim">
              {text("roles")}:{" "}
              {rolesOf(session, number)
                .map((role) => text(role))
                .join(", ")}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function rolesOf({ grants }: wire.Session, number: number): wire.Role[] {
  const here = grants.filter(({ institution }) => institution === null || institution === number);
  return [...new Set(here.map(({ role }) => role))];
}
