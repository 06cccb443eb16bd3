export * from "./chain/index.js";
export * from "./client/index.js";
export * from "./core/index.js";
export * from "./network-file.js";
export * as wire from "./wire/index.js";
