import type { ChainEvent } from "@peerseal/sdk";
import type { Db } from "../../store/database.js";
import { applyCourses } from "./courses.js";
import { applyCredentials } from "./credentials.js";
import { applyDirectory } from "./directory.js";
import { applyFollowUps } from "./follow-ups.js";
import { applyInstitutions } from "./institutions.js";
import { applyPolicy } from "./policy.js";
import { applyRounds } from "./rounds.js";
import { applyRubrics } from "./rubrics.js";
import type { Place } from "./words.js";

/** Records one event. Rows are only ever added; what is now follows from them. */
export async function apply(db: Db, place: Place, event: ChainEvent): Promise<void> {
  switch (event.contract) {
    case "institutions":
      return applyInstitutions(db, place, event);
    case "courses":
      return applyCourses(db, place, event);
    case "rubrics":
      return applyRubrics(db, place, event);
    case "rounds":
      return applyRounds(db, place, event);
    case "credentials":
      return applyCredentials(db, place, event);
    case "followUps":
      return applyFollowUps(db, place, event);
    case "directory":
      return applyDirectory(db, place, event);
    case "policy":
      return applyPolicy(db, place, event);
  }
}
