import type { StartPart } from "./parts.js";
import { startSearch } from "./search.js";
import { startStreams } from "./streams.js";
import { startWebhooks } from "./webhooks.js";

/** Parts that follow what is in the database and change nothing that others wrote. */
export const FOLLOWERS: readonly StartPart[] = [startSearch, startStreams, startWebhooks];
