import { utf8 } from "../core/text.js";

/**
 * What links need not hold because both sides know it: how credentials and bundles of ours usually read, the commonest
 * last. It belongs to the form 1 of links and never changes; another one would be another form.
 */
export const LINK_WORDS: Uint8Array = utf8("");
