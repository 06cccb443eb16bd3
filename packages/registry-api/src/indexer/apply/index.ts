import type { ChainEvent } from "@peerseal/sdk";
import type { ChainRowOf, Place } from "../../store/chain-rows.js";
import { rowsOfCourses } from "./courses.js";
import { rowsOfCredentials } from "./credentials.js";
import { rowsOfDirectory } from "./directory.js";
import { rowsOfFollowUps } from "./follow-ups.js";
import { rowsOfInstitutions } from "./institutions.js";
import { rowsOfPolicy } from "./policy.js";
import { rowsOfRounds } from "./rounds.js";
import { rowsOfRubrics } from "./rubrics.js";

/** The rows of one event. Rows are only ever added; what is now follows from them. */
export function rowsOf(place: Place, event: ChainEvent): readonly ChainRowOf[] {
  switch (event.contract) {
    case "institutions":
      return rowsOfInstitutions(place, event);
    case "courses":
      return rowsOfCourses(place, event);
    case "rubrics":
      return rowsOfRubrics(place, event);
    case "rounds":
      return rowsOfRounds(place, event);
    case "credentials":
      return rowsOfCredentials(place, event);
    case "followUps":
      return rowsOfFollowUps(place, event);
    case "directory":
      return rowsOfDirectory(place, event);
    case "policy":
      return rowsOfPolicy(place, event);
  }
}
