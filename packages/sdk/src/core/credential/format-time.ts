const DATE_TIME_STAMP =
  /^(-?(?:[1-9]\d{3,}|0\d{3}))-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?|24:00:00(?:\.0+)?)(?:Z|([+-])(0\d|1[0-3]):([0-5]\d)|([+-])14:00)$/;

/**
 * Reads an XSD `dateTimeStamp`: date, time and zone, as VCDM 2.0 section 2.1 and OB3 (`DateTimeZ`) ask for.
 *
 * @returns Unix milliseconds, cut off below a millisecond; null if the text is none, or names a day that is not.
 *
 * @example
 * parseDateTime("2026-11-01T09:00:00+09:00"); // 1793491200000
 */
export function parseDateTime(text: string): number | null {
  const match = DATE_TIME_STAMP.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction, sign, zoneHour, zoneMinute, sign14] = match;
  const date = new Date(0);
  // Date.UTC reads the years 0-99 as 1900-1999, so the year is set by itself.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1) return null;
  const millis = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  const clock = hour === undefined ? 86_400_000 : timeOf(Number(hour), Number(minute), Number(second)) + millis;
  const offset = sign14 === undefined ? timeOf(Number(zoneHour ?? 0), Number(zoneMinute ?? 0), 0) : timeOf(14, 0, 0);
  const local = date.getTime() + clock;
  const result = (sign ?? sign14) === "-" ? local + offset : local - offset;
  return Number.isNaN(result) ? null : result;
}

function timeOf(hours: number, minutes: number, seconds: number): number {
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
