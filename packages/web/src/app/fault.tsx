import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { useLanguage, useText } from "../language/language.js";
import type { FaultWords } from "./faults-ja/index.js";
import { reveal } from "./reveal.js";
import { TEXT } from "./text.js";

/** What went wrong, in words of the catalogue, with what helps. */
export type Told = { readonly message: string; readonly fix: string | null; readonly code: string | null };

/** An error as people are told of it. Those of Peerseal carry a code; their fix stands in the catalogue. */
export function toldOf(error: unknown): Told {
  if (!(error instanceof Error)) return { message: String(error), fix: null, code: null };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const fix = "fix" in error && typeof error.fix === "string" ? error.fix : null;
  return { message: error.message, fix, code };
}

/** Shows an error where it happened. It is announced. */
export function Fault({ error, onAgain }: { readonly error: unknown; readonly onAgain?: (() => void) | undefined }) {
  const text = useText(TEXT);
  const told = toldOf(error);
  useLayoutEffect(reveal, []);
  return (
    <section className="fault" role="alert">
      <h2>{text("faultTitle")}</h2>
      <FaultText {...told} />
      {onAgain === undefined ? null : (
        <button type="button" onClick={onAgain}>
          {text("again")}
        </button>
      )}
    </section>
  );
}

/** What went wrong and what helps, in the reader's language as far as there are words for it. */
export function FaultText({ message, fix, code }: Told) {
  const text = useText(TEXT);
  const { language } = useLanguage();
  const words = useJapanese(language === "ja" ? code : null);
  if (words === undefined) return null;
  const lang = language === "en" ? undefined : "en";
  const [wrong, helps] = words ?? [message, fix];
  return (
    <>
      <p lang={words === null ? lang : undefined}>{wrong}</p>
      {helps === null ? null : (
        <p>
          {text("fix")}: <span lang={words === null ? lang : undefined}>{helps}</span>
        </p>
      )}
      {words === null ? null : (
        <details>
          <summary>{text("inEnglish")}</summary>
          <p lang="en">{message}</p>
        </details>
      )}
      {code === null ? null : (
        <p className="dim">
          {text("code")}: <code>{code}</code>
        </p>
      )}
    </>
  );
}

/** Loaded where something fails for somebody who reads Japanese. null: no words for it; undefined: not there yet. */
function useJapanese(code: string | null): FaultWords | null | undefined {
  const [found, setFound] = useState<{ readonly code: string; readonly words: FaultWords | null } | null>(null);
  useEffect(() => {
    if (code === null) return;
    let isCurrent = true;
    const show = (words: FaultWords | null) => {
      if (isCurrent) setFound({ code, words });
    };
    import("./faults-ja/index.js").then(
      ({ faultInJapanese }) => show(faultInJapanese(code)),
      () => show(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [code]);
  if (code === null) return null;
  return found?.code === code ? found.words : undefined;
}

type State = { readonly error: unknown };

class Boundary extends Component<{ readonly children: ReactNode; readonly onReset: () => void }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    const again = () => {
      this.props.onReset();
      this.setState({ error: null });
    };
    return <Fault error={this.state.error} onAgain={again} />;
  }
}

/** Keeps an error of a screen inside the screen: the rest of the app goes on, and it can be tried again. */
export function FaultBoundary({ children }: { readonly children: ReactNode }) {
  return (
    <QueryErrorResetBoundary>{({ reset }) => <Boundary onReset={reset}>{children}</Boundary>}</QueryErrorResetBoundary>
  );
}
