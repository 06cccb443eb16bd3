import type { Part, PartDeps } from "./parts.js";
import { refreshSearch } from "./store/search/refresh.js";

/** The part that keeps what can be searched as the chain and the documents are. */
export async function startSearch({ db, changes }: PartDeps): Promise<Part> {
  const following = changes.follow(async () => {
    while (await refreshSearch(db));
  });
  return {
    name: "search",
    routes: [],
    state: () => ({ ready: true, reason: null }),
    close: following.close,
  };
}
