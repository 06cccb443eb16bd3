import { PeersealError } from "@peerseal/sdk";
import { type Caller, type Endpoint, openEndpoint } from "./endpoint.js";
import { mayFailOver, RpcFault } from "./fault.js";
import { gather } from "./gather.js";
import { afterFault, HEALTHY, type Health } from "./health.js";
import { type ChainIdentity, checkIdentity, type IdentityFault } from "./identity.js";
import { namesOf, originOf } from "./urls.js";

/** How one endpoint does now. `state`: `unchecked` until it told which chain it serves; `wrong` is asked for nothing. */
export type EndpointState = {
  readonly name: string;
  readonly state: "unchecked" | "good" | "wrong";
  readonly isStale: boolean;
  readonly failures: number;
  readonly lastFault: string | null;
};

/** Something that an operator must know. */
export type PoolEvent =
  | { readonly event: "rpc-endpoint-wrong"; readonly endpoint: string; readonly fault: IdentityFault }
  | { readonly event: "rpc-endpoint-right"; readonly endpoint: string }
  | {
      readonly event: "rpc-endpoint-failing";
      readonly endpoint: string;
      readonly fault: string;
      readonly reason: string;
    }
  | { readonly event: "rpc-endpoint-recovered"; readonly endpoint: string };

/** A question to one endpoint, all of whose parts are asked of the same one. */
export type Question<T> = (caller: Caller) => Promise<T>;

/** Several endpoints of one chain as one. */
export type Pool = {
  /**
   * One JSON-RPC call, of the first endpoint that answers.
   *
   * @throws RpcFault of the last one asked; PeersealError `chain-wrong` where all serve another chain.
   */
  readonly call: (method: string, params: readonly unknown[]) => Promise<unknown>;
  /** Asks one endpoint after the other until one answers; a `suspect` answer counts as none. @throws as `call`. */
  readonly ask: <T>(question: Question<T>) => Promise<T>;
  /**
   * As `ask`; but where agreement is wanted, so many endpoints must give answers of the same digest.
   *
   * @throws also PeersealError `rpc-disagreement`.
   */
  readonly agree: <T>(question: Question<T>, digest: (answer: T) => string) => Promise<T>;
  /** Asks all that serve the chain at once; those that fail are left out. @throws where none answers. */
  readonly survey: <T>(question: Question<T>) => Promise<readonly Surveyed<T>[]>;
  /** Says which endpoints are too far behind to be asked, until the next survey. */
  readonly markStale: (names: readonly string[]) => void;
  /** From now on endpoints must tell this too. */
  readonly expect: (more: Partial<ChainIdentity>) => void;
  readonly states: () => readonly EndpointState[];
  /** How many must agree. */
  readonly agreement: number;
  readonly close: () => void;
};

export type Surveyed<T> = { readonly name: string; readonly answer: T };

export type PoolOptions = {
  readonly urls: readonly string[];
  readonly identity: ChainIdentity;
  /** How many endpoints must give the same blocks and logs; 1 unless given. */
  readonly agreement?: number;
  /** For one answer, in milliseconds; 10,000 unless given. */
  readonly timeoutMs?: number;
  /** Of one answer; 32 MiB unless given. */
  readonly maxBytes?: number;
  /** Pause between two looks at which chain an endpoint serves; a minute unless given. */
  readonly recheckMs?: number;
  readonly onEvent?: (event: PoolEvent) => void;
  /** Puts something around an endpoint, such as a count of its calls. `place`: in `urls`. */
  readonly around?: (endpoint: Endpoint, place: number) => Endpoint;
  /** Milliseconds of a clock that never goes back. */
  readonly clock?: () => number;
};

type Member = {
  readonly endpoint: Endpoint;
  identity: EndpointState["state"];
  wrong: IdentityFault | null;
  checkedAt: number;
  checking: Promise<void> | null;
  isStale: boolean;
  health: Health;
};

const WRONG_RECHECK_MS = 5_000;

/** Opens endpoints without asking them anything yet. */
export function openPool(options: PoolOptions): Pool {
  const { agreement = 1, timeoutMs = 10_000, maxBytes = 32 * 1024 * 1024, recheckMs = 60_000 } = options;
  const clock = options.clock ?? (() => performance.now());
  const tell = options.onEvent ?? (() => undefined);
  const around = options.around ?? ((endpoint) => endpoint);
  const names = namesOf(options.urls.map(originOf));
  let identity = options.identity;
  const members: Member[] = options.urls.map((url, i) => ({
    endpoint: around(openEndpoint(url, names[i] ?? "rpc", { timeoutMs, maxBytes }), i),
    identity: "unchecked",
    wrong: null,
    checkedAt: 0,
    checking: null,
    isStale: false,
    health: HEALTHY,
  }));

  /** One that serves another chain is looked at again sooner: where it is the only one, nothing goes on meanwhile. */
  const isDue = ({ identity: seen, checkedAt }: Member, now: number): boolean =>
    now - checkedAt >= (seen === "wrong" ? Math.min(recheckMs, WRONG_RECHECK_MS) : recheckMs);

  /** Those that may be asked, the best first: neither paused nor stale, then by the order of the settings. */
  const inOrder = (): readonly Member[] => {
    const now = clock();
    const rank = (member: Member) => (member.health.pausedUntil > now ? 2 : 0) + (member.isStale ? 1 : 0);
    const may = members.filter((member) => member.identity !== "wrong" || isDue(member, now));
    const soonest = (a: Member, b: Member) => (rank(a) < 2 ? 0 : a.health.pausedUntil - b.health.pausedUntil);
    return [...may].sort((a, b) => rank(a) - rank(b) || soonest(a, b));
  };

  const failed = (member: Member, fault: RpcFault): void => {
    if (member.health.failures === 0) {
      const { name } = member.endpoint;
      tell({ event: "rpc-endpoint-failing", endpoint: name, fault: fault.kind, reason: fault.message });
    }
    member.health = afterFault(member.health, fault, clock());
    // Whatever answers there next may be another chain.
    if (fault.kind === "unreachable" && member.identity === "good") member.identity = "unchecked";
  };

  const succeeded = (member: Member): void => {
    if (member.health.failures > 0) tell({ event: "rpc-endpoint-recovered", endpoint: member.endpoint.name });
    member.health = HEALTHY;
  };

  const check = async (member: Member): Promise<void> => {
    const wrong = await checkIdentity(member.endpoint, identity);
    member.checkedAt = clock();
    if (wrong !== null) {
      if (member.identity !== "wrong")
        tell({ event: "rpc-endpoint-wrong", endpoint: member.endpoint.name, fault: wrong });
      member.identity = "wrong";
      member.wrong = wrong;
      return;
    }
    if (member.wrong !== null) tell({ event: "rpc-endpoint-right", endpoint: member.endpoint.name });
    member.identity = "good";
    member.wrong = null;
  };

  /** Whether the endpoint serves our chain, asked at its first use, after each silence, and now and then. */
  const isRight = async (member: Member): Promise<boolean> => {
    if (member.identity === "unchecked" || isDue(member, clock())) {
      member.checking ??= check(member).finally(() => {
        member.checking = null;
      });
      await member.checking;
    }
    return member.identity === "good";
  };

  const put = async <T>(member: Member, question: Question<T>): Promise<T> => {
    if (!(await isRight(member))) throw new WrongChain();
    const answer = await question(member.endpoint);
    succeeded(member);
    return answer;
  };

  /** Asks, and notes what an endpoint at fault did; null: ask another one. */
  const attempt = async <T>(member: Member, question: Question<T>, faults: Error[]): Promise<{ answer: T } | null> => {
    try {
      return { answer: await put(member, question) };
    } catch (error) {
      if (error instanceof WrongChain) return null;
      if (!mayFailOver(error)) throw error;
      failed(member, error);
      faults.push(new RpcFault(error.kind, `${member.endpoint.name}: ${error.message}`, error));
      return null;
    }
  };

  const none = (faults: readonly Error[]): Error => {
    const fault = faults.at(-1);
    if (fault !== undefined) return fault;
    const wrong = members.find((member) => member.wrong !== null);
    return wrong === undefined ? new RpcFault("unreachable", "There is no endpoint.") : wrongChain(wrong);
  };

  const askUntil = async <T>(
    question: Question<T>,
    isEnough: (answer: T) => boolean,
    counted: (asked: number) => Error | null,
  ): Promise<T> => {
    const faults: Error[] = [];
    let answers = 0;
    for (const member of inOrder()) {
      // An endpoint that asked to be left alone is, even where it is the only one.
      if (member.health.isAskedFor && member.health.pausedUntil > clock()) {
        faults.push(new RpcFault("rate-limited", `${member.endpoint.name} asked for a pause.`));
        continue;
      }
      const found = await attempt(member, question, faults);
      if (found === null) continue;
      answers++;
      if (isEnough(found.answer)) return found.answer;
    }
    throw counted(answers) ?? none(faults);
  };

  const ask = <T>(question: Question<T>) =>
    askUntil(
      question,
      () => true,
      () => null,
    );

  return {
    agreement,
    ask,
    call: (method, params) => ask((caller) => caller.call(method, params)),
    agree: async (question, digest) => {
      if (agreement < 2) return ask(question);
      const told = new Map<string, number>();
      const isEnough = (answer: Parameters<typeof digest>[0]) => {
        const key = digest(answer);
        told.set(key, (told.get(key) ?? 0) + 1);
        return (told.get(key) ?? 0) >= agreement;
      };
      return askUntil(question, isEnough, (answers) =>
        answers === 0 ? null : disagreement(agreement, answers, told.size),
      );
    },
    survey: async (question) => {
      const faults: Error[] = [];
      const now = clock();
      const open = inOrder().filter((member) => member.health.pausedUntil <= now);
      const answers = await gather(open.length > 0 ? open : inOrder(), async (member) => {
        const one = await attempt(member, question, faults).catch((error: Error) => {
          faults.push(error);
          return null;
        });
        return one === null ? null : { name: member.endpoint.name, answer: one.answer };
      });
      if (answers.length === 0) throw none(faults);
      return answers;
    },
    markStale: (stale) => {
      for (const member of members) member.isStale = stale.includes(member.endpoint.name);
    },
    expect: (more) => {
      identity = { ...identity, ...more };
      // Whoever was found right by less is asked anew.
      for (const member of members) if (member.identity === "good") member.identity = "unchecked";
    },
    states: () =>
      members.map(({ endpoint, identity: state, isStale, health }) => ({
        name: endpoint.name,
        state,
        isStale,
        failures: health.failures,
        lastFault: health.lastFault,
      })),
    close: () => {
      for (const { endpoint } of members) endpoint.close();
    },
  };
}

/** Asked of an endpoint that serves another chain. */
class WrongChain extends Error {}

function wrongChain({ endpoint, wrong }: Member): PeersealError {
  if (wrong?.field === "code") {
    return new PeersealError("contracts-changed", `${endpoint.name} has other code at ${wrong.address}.`, {
      details: { source: endpoint.name, ...wrong },
    });
  }
  const what = wrong?.field === "genesis" ? "a chain with another first block" : `chain ${wrong?.actual}`;
  return new PeersealError("chain-wrong", `${endpoint.name} serves ${what}; wanted is ${wrong?.expected}.`, {
    details: { source: endpoint.name, ...wrong },
  });
}

function disagreement(wanted: number, answers: number, told: number): PeersealError {
  return new PeersealError(
    "rpc-disagreement",
    `Of ${answers} endpoints that answered no ${wanted} say the same (${told} different answers).`,
    { details: { wanted, answers, different: told } },
  );
}
