import { ROLES, type SeatRole } from "@peerseal/sdk";

/** What an institution asks of a reviewer, as its link says: everything else is read from the registry. */
export type Offer = {
  readonly round: string;
  /** Institution that would appoint the reviewer. */
  readonly institution: number | null;
  readonly role: SeatRole | null;
  /** Working time that the institution expects. */
  readonly hours: number | null;
  /** Day until which it waits for an answer, `YYYY-MM-DD`. */
  readonly answerBy: string | null;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_HOURS = 400;

/** Path and query of an offer, below the address of the registry. */
export function offerLink({ round, institution, role, hours, answerBy }: Offer): string {
  const query = new URLSearchParams();
  if (institution !== null) query.set("for", String(institution));
  if (role !== null) query.set("role", role);
  if (hours !== null) query.set("hours", String(hours));
  if (answerBy !== null) query.set("answer-by", answerBy);
  const words = query.toString();
  return `/review/offer/${encodeURIComponent(round)}${words === "" ? "" : `?${words}`}`;
}

/** Reads the query of an offer; what is not as it should be is left out, and asked for in another way. */
export function readOffer(round: string, search: string): Offer {
  const query = new URLSearchParams(search);
  const day = query.get("answer-by") ?? "";
  return {
    round,
    institution: positive(query.get("for"), 0xffff_ffff),
    role: roleOf(query.get("role")),
    hours: positive(query.get("hours"), MOST_HOURS),
    answerBy: DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : null,
  };
}

function roleOf(text: string | null): SeatRole | null {
  return ROLES.filter((role) => role !== "none").find((role) => role === text) ?? null;
}

function positive(text: string | null, most: number): number | null {
  if (text === null || !/^[1-9]\d{0,9}$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value : null;
}
