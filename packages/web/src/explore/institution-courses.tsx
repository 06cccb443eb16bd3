import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useText } from "../language/language.js";
import { Localized } from "../parts/localized.js";
import { TEXT } from "./institution-text.js";
import { Scroll } from "./pieces.js";
import { TEXT as SHARED } from "./text.js";

/** Courses that an institution owns or delivers, or did. */
export function InstitutionCourses({ id, courses }: { readonly id: number; readonly courses: readonly wire.Course[] }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  return (
    <section aria-labelledby="courses">
      <h2 id="courses">{text("courses")}</h2>
      {courses.length === 0 ? (
        <p>{text("noCourses")}</p>
      ) : (
        <Scroll label={text("courses")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{shared("name")}</th>
                <th scope="col">{text("code")}</th>
                <th scope="col">{text("part")}</th>
              </tr>
            </thead>
            <tbody>
              {courses.map((course) => (
                <tr key={course.id}>
                  <th scope="row">
                    <Link href={`/c/${course.id}`}>
                      <Localized of={course.title} otherwise={course.code} />
                    </Link>
                  </th>
                  <td>
                    <code>{course.code}</code>
                  </td>
                  <td>
                    <Parts id={id} course={course} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function Parts({ id, course }: { readonly id: number; readonly course: wire.Course }) {
  const text = useText(TEXT);
  const parts = (["owner", "deliverer"] as const).flatMap((part) =>
    (part === "owner" ? course.owners : course.deliverers)
      .filter(({ institution, from }) => institution === id && from !== null)
      .map(({ until }) => (until === null ? text(part) : `${text(part)} (${text("ended")})`)),
  );
  return <>{[...new Set(parts)].join(" · ")}</>;
}
