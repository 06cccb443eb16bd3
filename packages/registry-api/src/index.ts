export { type Finding, fsck } from "./anchoring/fsck/index.js";
export { PlainKeystore, SealedKeystore } from "./anchoring/keystore-file.js";
export { sealText } from "./anchoring/sealed-text.js";
export { type Config, DEFAULT_PORT, HOST, readConfig } from "./config.js";
export type { RouteModule } from "./http/app.js";
export type { ChainView, HttpDeps, NetworkView, PartState } from "./http/deps.js";
export { createLog } from "./log.js";
export type { Part, PartDeps, StartPart } from "./parts.js";
export { type RebuildOptions, type Rebuilt, rebuildIndex } from "./rebuild.js";
export { type NetworkPlace, type Registry, type RegistryOptions, startRegistry } from "./registry.js";
export { KEYSTORE_FILE, startRelaying } from "./relaying.js";
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
