export * from "./chain/index.js";
export * from "./client/index.js";
export { type Opened, open } from "./core/credential/open.js";
export * from "./core/index.js";
export * from "./core/judge/index.js";
export * from "./network-file.js";
export * from "./verify.js";
export * as wire from "./wire/index.js";
