import type { Generated } from "kysely";

export type TestStatusTables = {
  /** Credentials of the test issuer that have a status entry; `credentialId` null: it cannot be asked for by name. */
  testStatuses: {
    list: string;
    index: number;
    credentialId: string | null;
    isRevoked: Generated<boolean>;
    isSuspended: Generated<boolean>;
  };
};
