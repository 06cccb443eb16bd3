import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { Fault } from "../../app/fault.js";
import { Waiting } from "../../app/waiting.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Moment } from "../../parts/moment.js";
import { Title } from "../../parts/title.js";
import { registry } from "../../registry/registry.js";
import type { PartProps } from "../parts/part.js";
import { placeOf } from "../parts/place.js";
import { Scroll } from "../parts/scroll.js";
import { TEXT as CONSOLE } from "../text.js";
import { BatchTag } from "./batch-tag.js";
import { TEXT } from "./text.js";

/** Batches of an institution that this registry made. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { number } = useFormat();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["batches", institution],
    queryFn: ({ pageParam }) =>
      registry.batches.list({
        institution,
        order: "newest",
        limit: 50,
        ...(pageParam === "" ? {} : { cursor: pageParam }),
      }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
  if (error !== null) return <Fault error={error} />;
  if (data === undefined) return <Waiting />;
  const batches = data.pages.flatMap((page) => page.data);
  return (
    <>
      <Title>{text("title")}</Title>
      <p>
        <Link href={placeOf(institution, "issue")} className="button">
          {text("issue")}
        </Link>
      </p>
      {batches.length === 0 ? <p>{text("none")}</p> : null}
      <Scroll label={text("title")}>
        {batches.length === 0 ? null : (
          <table>
            <thead>
              <tr>
                <th scope="col">{common("number")}</th>
                <th scope="col">{common("state")}</th>
                <th scope="col">{text("credentials")}</th>
                <th scope="col">{text("opened")}</th>
              </tr>
            </thead>
            <tbody>
              {batches.map((batch) => (
                <tr key={batch.number}>
                  <th scope="row">
                    <Link href={placeOf(institution, "batches", batch.number)}>{batch.number}</Link>
                  </th>
                  <td>
                    <BatchTag state={batch.state} />
                  </td>
                  <td>{number(batch.credentials)}</td>
                  <td>
                    <Moment at={batch.openedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Scroll>
      {hasNextPage ? (
        <button type="button" className="second" onClick={() => void fetchNextPage()}>
          {common("more")}
        </button>
      ) : null}
    </>
  );
}
