const PATHS: Readonly<Record<string, string>> = {
  institution: "/v1/institutions/",
  course: "/v1/courses/",
  version: "/v1/versions/",
  round: "/v1/rounds/",
  decision: "/v1/decisions/",
  batch: "/v1/batches/",
};

/** Where the subject of an event is read, by the first word of its type. */
export function hrefOf(type: string, subject: string): string {
  const kind = type.split(".")[0] ?? "";
  return `${PATHS[kind] ?? "/v1/"}${kind === "batch" ? subject.replace("-", "/") : subject}`;
}
