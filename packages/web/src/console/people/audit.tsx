import { useInfiniteQuery } from "@tanstack/react-query";
import { Fault } from "../../app/fault.js";
import { Waiting } from "../../app/waiting.js";
import { useText } from "../../language/language.js";
import { Moment } from "../../parts/moment.js";
import { registry } from "../../registry/registry.js";
import { Scroll } from "../parts/scroll.js";
import { TEXT as CONSOLE } from "../text.js";
import { TEXT } from "./text.js";

/** Every write for the institution, newest first, a page at a time. */
export function Audit({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["access", institution, "audit"],
    queryFn: ({ pageParam }) =>
      registry.access.audit({
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
  const entries = data.pages.flatMap((page) => page.data);
  return (
    <section>
      <h2>{text("audit")}</h2>
      <p>{text("auditText")}</p>
      {entries.length === 0 ? (
        <p>{text("noAudit")}</p>
      ) : (
        <Scroll label={text("audit")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text("when")}</th>
                <th scope="col">{text("who")}</th>
                <th scope="col">{text("what")}</th>
                <th scope="col">{text("outcome")}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ requestId, at, principal, route, status, count, override }) => (
                <tr key={`${requestId} ${at} ${route}`}>
                  <td>
                    <Moment at={at} />
                  </td>
                  <td>
                    <code>{principal.id ?? principal.kind}</code>
                  </td>
                  <td>
                    <code>{route}</code>
                    {override === null ? null : <p>{text("auditOverride", { reason: override })}</p>}
                  </td>
                  <td>
                    {status}
                    {count > 1 ? ` × ${count}` : ""}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {hasNextPage ? (
        <button type="button" className="second" onClick={() => void fetchNextPage()}>
          {common("more")}
        </button>
      ) : null}
    </section>
  );
}
