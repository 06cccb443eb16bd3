/** What can be found, in the order in which it is shown. */
export const SEARCH_KINDS_ORDER = ["institution", "course", "version", "round", "batch"] as const;
/** What can be found. */
export type SearchKind = (typeof SEARCH_KINDS_ORDER)[number];
