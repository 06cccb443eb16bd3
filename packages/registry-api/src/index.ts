export {
  type CreatedKey,
  createKey,
  createKeyAsOperator,
  isPurpose,
  isRole,
  type NewKeyWish,
  PURPOSES,
  type Purpose,
  ROLES,
  type Role,
  RULES,
  type Rule,
  revokeKeyAsOperator,
} from "./access/index.js";
export { type Finding, fsck } from "./anchoring/fsck/index.js";
export { PlainKeystore, SealedKeystore } from "./anchoring/keystore-file.js";
export { sealText } from "./anchoring/sealed-text.js";
export { type Backup, backUp } from "./backup.js";
export { type Config, DEFAULT_PORT, HOST, readConfig } from "./config.js";
export { DEMO_API_KEYS_FILE, type DemoApiKeys, keepDemoKeys, readDemoApiKeys } from "./demo-keys.js";
export { diagnose, runDoctor } from "./doctor.js";
export { FOLLOWERS } from "./followers.js";
export type { RouteModule } from "./http/app.js";
export type { ChainView, HttpDeps, NetworkView, PartState } from "./http/deps.js";
export { createLog } from "./log.js";
export { placeOf } from "./network-place.js";
export { type OperatorDatabase, withOperatorDatabase } from "./operator.js";
export { endInOrder } from "./ops/drain.js";
export type { Part, PartDeps, StartPart } from "./parts.js";
export { type RebuildOptions, type Rebuilt, rebuildIndex } from "./rebuild.js";
export { type NetworkPlace, type Registry, type RegistryOptions, startRegistry } from "./registry.js";
export { KEYSTORE_FILE, startRelaying } from "./relaying.js";
export { type Restored, restore } from "./restore.js";
export { seedImport } from "./seed.js";
export { openDatabase } from "./store/database.js";
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from "./store/embedded/embedded-postgres.js";
export { hasCode, takeProcessLock } from "./store/embedded/process-lock.js";
export { requireUnclaimed } from "./store/unclaimed.js";
export { startVcApi } from "./vc-api.js";
