import type { JsonValue } from "../../core/types.js";

/** Every copy of a value with one string, number or boolean changed, or one unknown member added; with its path. */
export function mutations(value: JsonValue, path = ""): [path: string, JsonValue][] {
  if (typeof value === "string") return [[path, `${value}x`]];
  if (typeof value === "number") return [[path, value + 1]];
  if (typeof value === "boolean") return [[path, !value]];
  if (value === null) return [];
  if (Array.isArray(value)) {
    return value
      .flatMap((item, i) => mutations(item, `${path}/${i}`).map(([at, m]) => [at, value.with(i, m)] as const))
      .map(([at, m]) => [at, m]);
  }
  const members = Object.entries(value).flatMap(([name, member]) =>
    mutations(member, `${path}/${name}`).map(([at, m]): [string, JsonValue] => [at, { ...value, [name]: m }]),
  );
  return [...members, [`${path}/grade`, { ...value, grade: "A" }]];
}
