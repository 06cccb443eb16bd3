import { type ComponentType, lazy } from "react";

/** A screen at a path; it is loaded when it is first opened. */
export type ScreenEntry = {
  readonly path: string;
  // Each screen takes the parameters of its own path.
  // biome-ignore lint/suspicious/noExplicitAny: the table holds screens of different parameters.
  readonly Screen: ComponentType<any>;
};

const verify = lazy(() => import("../verify/screen.js"));
const institution = lazy(() => import("../explore/institution.js"));
const course = lazy(() => import("../explore/course.js"));
const version = lazy(() => import("../explore/version.js"));
const round = lazy(() => import("../explore/round.js"));
const batch = lazy(() => import("../explore/batch.js"));
const rubric = lazy(() => import("../explore/rubric.js"));

/** Every screen of the app. The long paths are the permanent ids of the API, which browsers open as well. */
export const SCREENS: readonly ScreenEntry[] = [
  { path: "/", Screen: verify },
  { path: "/verify", Screen: verify },
  { path: "/network", Screen: lazy(() => import("../explore/network.js")) },
  { path: "/search", Screen: lazy(() => import("../explore/search.js")) },
  { path: "/i/:id", Screen: institution },
  { path: "/institutions/:id", Screen: institution },
  { path: "/c/:id", Screen: course },
  { path: "/courses/:id", Screen: course },
  { path: "/c/:course/v/:id", Screen: version },
  { path: "/versions/:id", Screen: version },
  { path: "/r/:id", Screen: round },
  { path: "/rounds/:id", Screen: round },
  { path: "/decisions/:id", Screen: round },
  { path: "/b/:institution/:number", Screen: batch },
  { path: "/batches/:institution/:number", Screen: batch },
  { path: "/rubrics/:id", Screen: rubric },
  { path: "/sign-in", Screen: lazy(() => import("../sign/sign-in.js")) },
  { path: "/review", Screen: lazy(() => import("../review/list.js")) },
  { path: "/review/offer/:round", Screen: lazy(() => import("../review/offer.js")) },
  { path: "/review/:round/:seat", Screen: lazy(() => import("../review/seat.js")) },
  { path: "/console", Screen: lazy(() => import("../console/home.js")) },
  { path: "/console/:institution/*?", Screen: lazy(() => import("../console/console.js")) },
  { path: "/governance/*?", Screen: lazy(() => import("../govern/screen.js")) },
];
