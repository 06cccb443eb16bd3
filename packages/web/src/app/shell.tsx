import { type ReactNode, useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";
import { useLanguage, useText } from "../language/language.js";
import { useIsSignedIn } from "../registry/signed-in.js";
import { testChainOf, useNetwork } from "./network.js";
import { TEXT } from "./text.js";

const PLACES = [
  { href: "/verify", key: "verify" },
  { href: "/network", key: "network" },
  { href: "/review", key: "review" },
  { href: "/console", key: "console" },
  { href: "/governance", key: "governance" },
] as const;

/** What stands around every screen. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const text = useText(TEXT);
  const { language, choose } = useLanguage();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const network = useNetwork();
  const isSignedIn = useIsSignedIn();
  useFocusOnChange(path, main);
  return (
    // Shown once it is known whether the notice stands above everything: what is read does not move then.
    <div className="shell" hidden={network === undefined}>
      <a className="skip" href="#content">
        {text("skip")}
      </a>
      <TestChainNotice />
      <header className="top">
        <Link href="/" className="name">
          Peerseal
        </Link>
        <nav aria-label={text("main")}>
          {PLACES.map(({ href, key }) => (
            <Link key={href} href={href} aria-current={isCurrent(path, href) ? "page" : undefined}>
              {text(key)}
            </Link>
          ))}
          <a href="/docs/">{text("reference")}</a>
        </nav>
        <Link href="/sign-in" aria-current={isCurrent(path, "/sign-in") ? "page" : undefined}>
          {text(isSignedIn ? "account" : "signIn")}
        </Link>
        <button
          type="button"
          className="plain"
          lang={language === "en" ? "ja" : "en"}
          onClick={() => choose(language === "en" ? "ja" : "en")}
          data-language=""
        >
          {text("otherLanguage")}
        </button>
      </header>
      <main id="content" ref={main} tabIndex={-1}>
        {children}
      </main>
      <footer>
        <p className="dim">{text("convenience")}</p>
      </footer>
    </div>
  );
}

function TestChainNotice() {
  const text = useText(TEXT);
  const network = useNetwork();
  const chain = network == null ? null : testChainOf(network.network);
  if (chain === null) return null;
  return (
    <aside className="test-chain" id="chain-notice">
      {chain === "31337" || chain === "1337" ? text("testChain") : text("otherTestChain", { chain })}
    </aside>
  );
}

/** A new screen is read from its beginning, by eye and by screen reader. */
function useFocusOnChange(path: string, main: React.RefObject<HTMLElement | null>): void {
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when the path changes, and for nothing else.
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
}

function isCurrent(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`) || (href === "/verify" && path === "/");
}
