import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { Route, Switch } from "wouter";
import { LanguageProvider } from "../language/language.js";
import { Announcer } from "./announce.js";
import { FaultBoundary } from "./fault.js";
import { NotFound } from "./not-found.js";
import { SCREENS } from "./screens.js";
import { Shell } from "./shell.js";
import { Waiting } from "./waiting.js";

const MOST_TRIES = 3;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What a registry refuses it refuses again; one that is busy, or did not answer, may do better in a second or two.
      retry: (failures, error) => failures < MOST_TRIES && "retryable" in error && error.retryable === true,
      staleTime: 15_000,
      refetchOnWindowFocus: false,
    },
  },
});

/** The whole web app. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <Announcer>
          <Shell>
            <FaultBoundary>
              <Suspense fallback={<Waiting />}>
                <Switch>
                  {SCREENS.map(({ path, Screen }) => (
                    <Route key={path} path={path}>
                      {(params) => <Screen {...params} />}
                    </Route>
                  ))}
                  <Route>
                    <NotFound />
                  </Route>
                </Switch>
              </Suspense>
            </FaultBoundary>
          </Shell>
        </Announcer>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
