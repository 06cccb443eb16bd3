const NAME = "peerseal-review";
const VERSION = 1;

/** Stores of this browser: drafts and what was sealed, by round, seat and sequence; offers by round. */
export type StoreName = "drafts" | "offers";

let opened: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("drafts");
      request.result.createObjectStore("offers");
    };
    request.onsuccess = () => {
      // Another tab with a newer page wants to change the stores: it must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opened = null;
      reject(request.error);
    };
  });
  return opened;
}

/** One value; undefined: none. */
export async function readStored(store: StoreName, key: string): Promise<unknown> {
  const database = await open();
  return resultOf(database.transaction(store).objectStore(store).get(key));
}

/** Every value of a store. */
export async function readAllStored(store: StoreName): Promise<readonly unknown[]> {
  const database = await open();
  return resultOf(database.transaction(store).objectStore(store).getAll());
}

/**
 * Changes one value in a transaction of its own: it is on the disk when this returns, and no other tab writes in between.
 *
 * @param change gives the new value; what it throws leaves everything as it was.
 */
export async function changeStored<T>(store: StoreName, key: string, change: (before: unknown) => T): Promise<T> {
  const database = await open();
  const transaction = database.transaction(store, "readwrite", { durability: "strict" });
  const objects = transaction.objectStore(store);
  const written = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("Nothing was stored.", "AbortError"));
  });
  // Where the change throws, nobody waits for the transaction any more.
  written.catch(() => undefined);
  const before = await resultOf(objects.get(key));
  let after: T;
  try {
    after = change(before);
    objects.put(after, key);
  } catch (error) {
    transaction.abort();
    throw error;
  }
  await written;
  return after;
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
