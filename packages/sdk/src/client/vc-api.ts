import type { z } from "zod";
import { jsonObject } from "../core/fields.js";
import type { JsonObject } from "../core/types.js";
import {
  type DeriveVcRequest,
  IssueVcAnswer,
  type IssueVcRequest,
  UpdateVcStatusAnswer,
  type UpdateVcStatusRequest,
  VcIndex,
  type VcMount,
  VerifyVcAnswer,
  type VerifyVcRequest,
  VerifyVpAnswer,
  type VerifyVpRequest,
} from "../wire/vc-api.js";
import { request, type Transport } from "./request.js";

/** Calls of W3C's VC API. Verifying says what W3C's standards ask for; our own word is `verify`. */
export function vcCalls(transport: Transport) {
  const post = <T extends z.ZodType>(path: string, answer: T, body: unknown, alsoOn: readonly number[] = []) =>
    request(transport, { method: "POST", path, answer, body, alsoOn });
  const at = (mount: VcMount | undefined, path: string) => (mount === undefined ? path : `/vc/${mount}${path}`);
  return {
    mounts: () => request(transport, { path: "/vc", answer: VcIndex }),
    /** Test mode only. @throws PeersealError `vc-test-off`, `vc-invalid` */
    issue: (body: IssueVcRequest, mount?: VcMount) => post(at(mount, "/credentials/issue"), IssueVcAnswer, body),
    /** Does not throw where the credential is not verified: see `verified` and `problemDetails`. */
    verify: (body: VerifyVcRequest) => post("/credentials/verify", VerifyVcAnswer, body, [400]),
    /** Does not throw where the presentation is not verified. */
    verifyPresentation: (body: VerifyVpRequest) => post("/presentations/verify", VerifyVpAnswer, body, [400]),
    /** Test mode only. */
    setStatus: (body: UpdateVcStatusRequest) => post("/credentials/status", UpdateVcStatusAnswer, body),
    /** Test mode only: derive with `deriveCredential` where nothing should leave the machine. */
    derive: (body: DeriveVcRequest): Promise<JsonObject> => post("/credentials/derive", jsonObject, body),
  };
}
