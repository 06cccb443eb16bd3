export * from "./chain/index.js";
export * from "./core/index.js";
export * from "./network-file.js";
