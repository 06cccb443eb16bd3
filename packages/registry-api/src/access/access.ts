import type { Kysely } from "kysely";
import type { Tables } from "../store/tables.js";
import { type AuditWriter, makeAuditWriter } from "./audit.js";
import { type KeyLookup, makeKeyLookup } from "./key-cache.js";
import { makeOidc, type Oidc, type OidcSettings } from "./oidc.js";

/** What HTTP needs to know who asks, and to write down what was done. */
export type Access = {
  readonly keys: KeyLookup;
  readonly audit: AuditWriter;
  /** null: no provider is configured. */
  readonly oidc: Oidc | null;
  /** Writes what waits. */
  readonly close: () => Promise<void>;
};

/**
 * @param deps.now Unix seconds.
 * @param deps.onError told of what failed beside a request.
 */
export function makeAccess(deps: {
  readonly db: Kysely<Tables>;
  readonly now: () => number;
  readonly oidc: OidcSettings | null;
  readonly onError: (event: "audit-unwritten" | "key-use-unwritten", error: unknown) => void;
}): Access {
  const { db, now, oidc, onError } = deps;
  const audit = makeAuditWriter(db, (error) => onError("audit-unwritten", error));
  return {
    keys: makeKeyLookup({ db, now, onError: (error) => onError("key-use-unwritten", error) }),
    audit,
    oidc: oidc === null ? null : makeOidc(db, oidc),
    close: audit.close,
  };
}
