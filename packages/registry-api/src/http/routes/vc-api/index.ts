import { wire } from "@peerseal/sdk";
import type { App, RouteModule } from "../../app.js";
import { handleVcError } from "../../vc-api/problem-handler.js";
import type { TestIssuer } from "../../vc-api/test-issuer.js";
import type { VcVerifying } from "../../vc-api/verify-credential.js";
import { answers } from "../answers.js";
import { registerIssuing } from "./issuing.js";
import { describeMounts } from "./mounts.js";
import { registerVerifying } from "./verifying.js";

export type VcApiDeps = {
  /** What one request may ask with. */
  readonly verifying: () => VcVerifying;
  /** null: outside of test mode. */
  readonly issuer: TestIssuer | null;
  readonly baseUrl: () => string;
};

/** W3C's VC API (VCALM) at the root, and below `/vc/{mount}` with the suite that the mount names. */
export function vcApiRoutes(deps: VcApiDeps): RouteModule {
  return (app: App) => {
    app.setErrorHandler(handleVcError);
    registerVerifying(app, deps.verifying);
    registerIssuing(app, deps.issuer);
    app.get(
      "/vc",
      {
        schema: {
          tags: ["vc-api"],
          summary: "Mounts of the VC API and the test issuer's DIDs",
          response: answers(200, wire.VcIndex),
        },
      },
      async () => ({
        testIssuer: deps.issuer !== null,
        mounts: describeMounts(deps.baseUrl(), deps.issuer?.did ?? null),
      }),
    );
  };
}
