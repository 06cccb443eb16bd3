import type { z } from "zod";
import {
  CredentialState,
  CredentialsAnswer,
  type CredentialsRequest,
  LeavesAnswer,
  type LeavesRequest,
  SlotsAnswer,
  type SlotsRequest,
} from "../wire/intake.js";
import { callsOn, request, SLOW_MS, type Transport } from "./request.js";

/** Calls that put credentials into the batches that a registry keeps open. */
export function intakeCalls(transport: Transport) {
  const { at, get, post } = callsOn(transport);
  const slow: Transport = { ...transport, timeoutMs: Math.max(transport.timeoutMs, SLOW_MS) };
  return {
    /** Reserves places for credentials that the institution signs itself. */
    reserve: (body: z.input<typeof SlotsRequest>) => post(at("slots"), SlotsAnswer, body),
    /** Puts digests of credentials that the institution keeps. Put again they change nothing. */
    leaves: (body: LeavesRequest) => post(at("leaves"), LeavesAnswer, body),
    /** Signs with keys that the registry was lent, into the batch that fills. */
    issue: (body: z.input<typeof CredentialsRequest>) =>
      request(slow, { method: "POST", path: at("credentials"), answer: CredentialsAnswer, body }),
    /** How far a credential has come, by its digest. */
    state: (digest: string) => get(at("credentials", digest, "state"), CredentialState),
  };
}
