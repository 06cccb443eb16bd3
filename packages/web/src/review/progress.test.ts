import { BASELINE_RUBRIC } from "@peerseal/sdk";
import { expect, test } from "vitest";
import { emptyDraft, withRating } from "./draft.js";
import { stateOf, stepsOf } from "./progress.js";

const [first, second] = stepsOf(BASELINE_RUBRIC.criteria.slice(0, 2));

test("a step is open until something was chosen in it, also where nothing is asked; then it is done, or a part of it", () => {
  if (first === undefined || second === undefined) throw new TypeError("The rubric has criteria.");
  const draft = withRating(emptyDraft("en"), first.id, { choice: 2 });
  expect(stateOf(first, draft, [])).toBe("done");
  expect(stateOf(first, draft, [{ field: `rating.${first.id}.confidence`, fault: "missing" }])).toBe("part");
  expect(stateOf(second, draft, [])).toBe("open");
  expect(stateOf(second, draft, [{ field: `rating.${second.id}.choice`, fault: "missing" }])).toBe("open");
});
