import type { RouteModule } from "../app.js";
import { registerAuditRoutes } from "./routes/audit.js";
import { registerKeyRoutes } from "./routes/keys.js";
import { registerPeopleRoutes } from "./routes/people.js";
import { registerSessionRoutes } from "./routes/session.js";
import { registerSignInRoutes } from "./routes/sign-in.js";

export { auditWrites, noteOverride } from "./audit.js";
export { enforceRules } from "./enforce.js";
export { institutionOf, principalOf, requirePrincipal } from "./principal-of.js";

/** Signing in, keys, people, audit log. */
export const ACCESS_ROUTES: readonly RouteModule[] = [
  registerSignInRoutes,
  registerSessionRoutes,
  registerKeyRoutes,
  registerPeopleRoutes,
  registerAuditRoutes,
];
