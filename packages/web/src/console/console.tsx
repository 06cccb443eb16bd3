import type { wire } from "@peerseal/sdk";
import { type ComponentType, lazy, Suspense } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { FaultBoundary } from "../app/fault.js";
import { Waiting } from "../app/waiting.js";
import { useText } from "../language/language.js";
import { Title } from "../parts/title.js";
import { useSession } from "../registry/session.js";
import { SigningProvider } from "../sign/signing-provider.js";
import { useInstitutions } from "./parts/institutions.js";
import type { PartProps } from "./parts/part.js";
import { placeOf } from "./parts/place.js";
import { SignInFirst } from "./parts/sign-in-first.js";
import { TEXT } from "./text.js";
import "./console.css";

/** Parts of the console in the order of its menu; the first stands at the institution's own path. */
const PARTS = [
  { name: "", label: "todo" },
  { name: "issue", label: "issue" },
  { name: "batches", label: "batches" },
  { name: "courses", label: "courses" },
  { name: "rounds", label: "rounds" },
  { name: "concerns", label: "concerns" },
  { name: "keys", label: "keys" },
  { name: "people", label: "people" },
] as const;

// Each screen takes the parameters of its own path, beside who works for which institution.
// biome-ignore lint/suspicious/noExplicitAny: the table holds screens of different parameters.
type PartScreen = ComponentType<any>;

const SCREENS: readonly { readonly path: string; readonly Screen: PartScreen }[] = [
  { path: "", Screen: lazy(() => import("./todo/screen.js")) },
  { path: "/issue", Screen: lazy(() => import("./issue/screen.js")) },
  { path: "/batches", Screen: lazy(() => import("./batches/list.js")) },
  { path: "/batches/:number", Screen: lazy(() => import("./batches/screen.js")) },
  { path: "/courses", Screen: lazy(() => import("./courses/list.js")) },
  { path: "/courses/version/:version", Screen: lazy(() => import("./courses/version.js")) },
  { path: "/courses/:course/new", Screen: lazy(() => import("./courses/edit.js")) },
  { path: "/rounds", Screen: lazy(() => import("./rounds/list.js")) },
  { path: "/rounds/new", Screen: lazy(() => import("./rounds/ask.js")) },
  { path: "/rounds/:round", Screen: lazy(() => import("./rounds/screen.js")) },
  { path: "/rounds/:round/appeal", Screen: lazy(() => import("./rounds/ask.js")) },
  { path: "/concerns", Screen: lazy(() => import("./concerns/list.js")) },
  { path: "/concerns/new", Screen: lazy(() => import("./concerns/file.js")) },
  { path: "/concerns/:concern", Screen: lazy(() => import("./concerns/screen.js")) },
  { path: "/keys", Screen: lazy(() => import("./people/keys.js")) },
  { path: "/people", Screen: lazy(() => import("./people/screen.js")) },
];

/** An institution's console. */
export default function Screen({ institution }: { readonly institution: string }) {
  const session = useSession();
  const number = /^[1-9]\d{0,9}$/.test(institution) ? Number(institution) : null;
  if (session === undefined) return <Waiting />;
  if (session === null) return <SignInFirst />;
  if (number === null) return <Nothing />;
  return <Parts session={session} institution={number} />;
}

function Parts({ session, institution }: PartProps) {
  const text = useText(TEXT);
  const [path] = useLocation();
  const base = placeOf(institution);
  const name = useInstitutions().get(institution)?.name ?? text("institutionNo", { number: institution });
  if (!mayEnter(session, institution)) return <NotYours institution={institution} />;
  return (
    <div className="console">
      <p className="console-name">
        <Link href="/console">{text("title")}</Link> › <strong>{name}</strong>{" "}
        <Link href={`/i/${institution}`} className="dim">
          {text("publicPage")}
        </Link>
      </p>
      <nav aria-label={text("parts")} className="console-nav">
        {PARTS.map((part) => {
          const href = part.name === "" ? base : `${base}/${part.name}`;
          const isHere = part.name === "" ? path === base : path === href || path.startsWith(`${href}/`);
          return (
            <Link key={part.name} href={href} aria-current={isHere ? "page" : undefined}>
              {text(part.label)}
            </Link>
          );
        })}
      </nav>
      <SigningProvider>
        <FaultBoundary key={path}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              {SCREENS.map(({ path: at, Screen: Part }) => (
                <Route key={at} path={`${base}${at}`}>
                  {(params) => <Part {...params} session={session} institution={institution} />}
                </Route>
              ))}
              <Route>
                <Nothing />
              </Route>
            </Switch>
          </Suspense>
        </FaultBoundary>
      </SigningProvider>
    </div>
  );
}

function mayEnter({ grants }: wire.Session, institution: number): boolean {
  return grants.some((grant) => grant.institution === null || grant.institution === institution);
}

function NotYours({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  return (
    <>
      <Title>{text("title")}</Title>
      <p>{text("notYours")}</p>
      <p>
        <Link href={`/i/${institution}`}>{text("publicPage")}</Link>
      </p>
    </>
  );
}

function Nothing() {
  const text = useText(TEXT);
  return (
    <>
      <Title>{text("title")}</Title>
      <p>{text("noSuch")}</p>
    </>
  );
}
