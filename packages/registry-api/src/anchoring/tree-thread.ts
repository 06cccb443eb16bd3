import { parentPort, workerData } from "node:worker_threads";
import { treeOf } from "./tree.js";

// What `buildTree` gave it, in the same process.
parentPort?.postMessage(await treeOf(workerData));
