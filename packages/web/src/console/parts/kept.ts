const DATABASE = "peerseal.console";
const STORE = "kept";

/**
 * What the console keeps in this browser and nowhere else: drafts, which reviewer sits where, texts of reasons. It
 * outlives a reload, and is gone when it is erased here or with the site's data.
 */
export const kept = {
  get: async <T>(key: string): Promise<T | null> =>
    (await run<T | undefined>("readonly", (store) => store.get(key))) ?? null,
  put: async (key: string, value: unknown): Promise<void> => {
    await run("readwrite", (store) => store.put(value, key));
  },
  remove: async (key: string): Promise<void> => {
    await run("readwrite", (store) => store.delete(key));
  },
  /** Keys that begin so. */
  keys: async (prefix: string): Promise<string[]> => {
    const keys = await run("readonly", (store) => store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uFFFF`)));
    return keys.map(String);
  },
};

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => {
      opened = null;
      reject(request.error);
    };
  });
  return opened;
}

async function run<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(STORE, mode);
  const request = ask(transaction.objectStore(STORE));
  return new Promise<T>((resolve, reject) => {
    // Only a completed transaction outlives the tab.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}
