import { csvFile } from "../issue/csv.js";
import { type Kept, useKept } from "../parts/use-kept.js";

/** Who sits where, by `<round>/<seat>`. No other table links a seat to a person. */
export type SeatPeople = Readonly<Record<string, string>>;

/** The table of an institution, which stays in this browser. */
export function useSeatPeople(institution: number): Kept<SeatPeople> {
  return useKept<SeatPeople>(`seats/${institution}`, {});
}

export function seatName(round: string, seat: number): string {
  return `${round}/${seat}`;
}

/** The table as a file. */
export function peopleFile(people: SeatPeople): string {
  const rows = Object.entries(people).map(([name, person]) => [...name.split("/"), person]);
  return csvFile([["round", "seat", "person"], ...rows]);
}
