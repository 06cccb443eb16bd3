/** Requests of one caller within a minute, by kind; 0: any number. Each replica counts for itself. */
export type Budgets = {
  readonly reads: number;
  readonly writes: number;
  readonly verify: number;
  readonly signIn: number;
};

/** Milliseconds that a client may take. */
export type Timeouts = {
  /** Until all headers are there. */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly bodyIdleMs: number;
  /** Until the whole request is there. */
  readonly requestMs: number;
  /** Until the next request on a connection that stays open. */
  readonly keepAliveMs: number;
};

/** When requests are turned away, so that those at work come to their end; 0: never. */
export type Shedding = {
  /** Delay of the event loop in milliseconds. */
  readonly loopDelayMs: number;
  /** Part of the heap's limit in percent. */
  readonly heapPercent: number;
};

export type FrontSettings = {
  readonly budgets: Budgets;
  readonly timeouts: Timeouts;
  readonly shedding: Shedding;
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed; null: nobody's. */
  readonly trustProxy: string | null;
};

/** Fields that a request may have. */
export const MAX_HEADERS = 100;
export const MAX_HEADER_BYTES = 16 * 1024;
export const MAX_URL_LENGTH = 4_096;
/** Requests on one connection, after which it is closed: load balancers spread callers anew. */
export const MAX_REQUESTS_PER_SOCKET = 10_000;

export const TIMEOUTS: Timeouts = { headersMs: 10_000, bodyIdleMs: 10_000, requestMs: 30_000, keepAliveMs: 72_000 };
/** What an operator gets who sets nothing. */
export const BUDGETS: Budgets = { reads: 12_000, writes: 3_000, verify: 600, signIn: 60 };
export const SHEDDING: Shedding = { loopDelayMs: 5_000, heapPercent: 90 };

/** For whoever starts a registry without settings, such as tests: timeouts, and no budgets. */
export const OPEN_FRONT: FrontSettings = {
  budgets: { reads: 0, writes: 0, verify: 0, signIn: 0 },
  timeouts: TIMEOUTS,
  shedding: { loopDelayMs: 0, heapPercent: 0 },
  trustProxy: null,
};
