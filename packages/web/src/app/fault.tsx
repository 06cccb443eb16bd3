import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode, useLayoutEffect } from "react";
import { useLanguage, useText } from "../language/language.js";
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
  const { language } = useLanguage();
  const { message, fix, code } = toldOf(error);
  useLayoutEffect(reveal, []);
  return (
    <section className="fault" role="alert">
      <h2>{text("faultTitle")}</h2>
      <p lang={language === "en" ? undefined : "en"}>{message}</p>
      {fix === null ? null : (
        <p>
          {text("fix")}: <span lang={language === "en" ? undefined : "en"}>{fix}</span>
        </p>
      )}
      {code === null ? null : (
        <p className="dim">
          {text("code")}: <code>{code}</code>
        </p>
      )}
      {onAgain === undefined ? null : (
        <button type="button" onClick={onAgain}>
          {text("again")}
        </button>
      )}
    </section>
  );
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
