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

const queries = new QueryClient({
  // What a registry refuses it refuses again; what did not answer may the next time.
  defaultOptions: { queries: { retry: 1, staleTime: 15_000, refetchOnWindowFocus: false } },
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
