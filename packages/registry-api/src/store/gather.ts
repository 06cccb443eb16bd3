/** Keys of one question. */
const MOST = 100;

type Waiting<Key, Value> = {
  readonly key: Key;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Puts what callers ask in one turn of the event loop as one question: the busier the process, the more of them go
 * together. Nobody waits for a question that was put before.
 *
 * @param ask answers in the order of the keys; where it fails, all of its callers do.
 */
export function gather<Key, Value>(
  ask: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let waiting: Waiting<Key, Value>[] = [];

  function put(): void {
    const group = waiting;
    // It was full before the turn ended.
    if (group.length === 0) return;
    waiting = [];
    ask(group.map(({ key }) => key)).then(
      (values) => {
        for (const [place, { resolve, reject }] of group.entries()) {
          const value = values[place];
          if (value === undefined) reject(new TypeError("A question was left without an answer."));
          else resolve(value);
        }
      },
      (error: unknown) => {
        for (const { reject } of group) reject(error);
      },
    );
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(put);
      waiting.push({ key, resolve, reject });
      if (waiting.length === MOST) put();
    });
}
