import type { RouteModule } from "../app.js";
import { registerCourseRoutes } from "./courses.js";
import { registerDecisionRoutes } from "./decisions.js";
import { registerDocumentWriting } from "./document-writing.js";
import { registerDocumentRoutes } from "./documents.js";
import { registerHealthRoutes } from "./health.js";
import { registerIdentityRoutes } from "./identities.js";
import { registerInstitutionRoutes } from "./institutions.js";
import { registerMetricsRoute } from "./metrics.js";
import { registerNetworkRoutes } from "./network.js";
import { registerPermanentRoutes } from "./permanent.js";
import { registerRecordRoutes } from "./records.js";
import { registerRoundRoutes } from "./rounds.js";
import { registerRubricRoutes } from "./rubrics.js";
import { registerSearchRoutes } from "./search.js";
import { registerVersionRoutes } from "./versions.js";

/** Everything that only reads; what writes comes in as modules of `buildApp`. */
export const READ_ROUTES: readonly RouteModule[] = [
  registerHealthRoutes,
  registerMetricsRoute,
  registerNetworkRoutes,
  registerInstitutionRoutes,
  registerIdentityRoutes,
  registerCourseRoutes,
  registerVersionRoutes,
  registerRubricRoutes,
  registerRoundRoutes,
  registerDecisionRoutes,
  registerDocumentRoutes,
  registerPermanentRoutes,
  registerSearchRoutes,
  registerRecordRoutes,
  registerDocumentWriting,
];
