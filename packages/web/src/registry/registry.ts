import { type Client, createClient } from "@peerseal/sdk";
import { useSuspenseQuery } from "@tanstack/react-query";

/** Calls to the registry that served the page; a signed-in person's cookie goes with them. */
export const registry: Client = createClient({ baseUrl: location.origin });

/** The same for one write that is meant once, however often it is sent. */
export function writing(): Client {
  return createClient({ baseUrl: location.origin, idempotencyKey: crypto.randomUUID() });
}

/**
 * Data of the registry, loaded before the screen is shown; errors go to the nearest boundary.
 *
 * @param key what is asked, with its parameters: the same key is asked once.
 */
export function useRead<T>(key: readonly unknown[], read: (client: Client) => Promise<T>): T {
  return useSuspenseQuery({ queryKey: key, queryFn: () => read(registry) }).data;
}
