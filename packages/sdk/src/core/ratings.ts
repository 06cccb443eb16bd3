import { PeersealError } from "./errors.js";

/** Criteria that one word of ratings holds. */
export const MAX_CRITERIA = 32;
const LANE = 4n;

/** Value of a criterion's four bits: 0 not rated, 1 to 4 level 0 to 3; more means nothing. */
export function laneOf(packed: bigint, criterion: number): number {
  return Number((packed >> (LANE * BigInt(criterion))) & 15n);
}

/**
 * Packs ratings into a word: criterion i at bits 4i..4i+3, 0 = not rated, 1 to 4 = level 0 to 3.
 *
 * @param levels a level or null (not rated) for each criterion, in the order of the rubric
 * @throws `ratings-invalid`
 * @example
 * packRatings([2, null, 0]); // 0x103n
 */
export function packRatings(levels: readonly (number | null)[]): bigint {
  if (levels.length > MAX_CRITERIA) throw invalid(MAX_CRITERIA, levels.length);
  return levels.reduce<bigint>((packed, level, criterion) => {
    if (level === null) return packed;
    if (!Number.isInteger(level) || level < 0 || level > 3) throw invalid(criterion, level);
    return packed | (BigInt(level + 1) << (LANE * BigInt(criterion)));
  }, 0n);
}

/**
 * Levels of a packed word, one for each of the rubric's `criteria`; null: not rated.
 *
 * @throws `ratings-invalid` for a value above 4, or one beyond the criteria
 */
export function unpackRatings(packed: bigint, criteria: number): (number | null)[] {
  const beyond = packed >> (LANE * BigInt(criteria));
  if (packed < 0n || beyond !== 0n) throw invalid(criteria, beyond.toString());
  return Array.from({ length: criteria }, (_, criterion) => {
    const value = laneOf(packed, criterion);
    if (value > 4) throw invalid(criterion, value);
    return value === 0 ? null : value - 1;
  });
}

function invalid(criterion: number, value: number | string): PeersealError {
  return new PeersealError("ratings-invalid", `Criterion ${criterion} cannot have the rating ${value}.`, {
    details: { criterion, value },
  });
}
