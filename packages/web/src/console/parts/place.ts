/** Path of a part of an institution's console. */
export function placeOf(institution: number, ...parts: readonly (string | number)[]): string {
  return ["/console", institution, ...parts].join("/");
}

/** Unix seconds. */
export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
