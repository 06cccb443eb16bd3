import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { Localized } from "../parts/localized.js";
import { Tag } from "../parts/tag.js";
import { documentOf } from "./documents.js";
import { TEXT } from "./network-text.js";
import { Later, Scroll } from "./pieces.js";
import { reading, useReads } from "./reads.js";
import { TEXT as SHARED } from "./text.js";

/** What stands on the chain, what counts in this network, and how far this registry has read it. */
export function Integrity({
  network,
  readiness,
}: {
  readonly network: wire.Network;
  readonly readiness: wire.Readiness;
}) {
  const text = useText(TEXT);
  return (
    <section aria-labelledby="integrity">
      <h2 id="integrity">{text("integrity")}</h2>
      <p>{text("integrityText")}</p>
      <h3>{text("rubrics")}</h3>
      <Later>
        <ListedRubrics ids={network.rubrics} />
      </Later>
      <h3>{text("policies")}</h3>
      <ul>
        {network.policies.map(({ policy, listed }) => (
          <li key={policy}>
            <Hash value={policy} /> <Tag tone={listed ? "good" : "plain"}>{text(listed ? "listed" : "unlisted")}</Tag>
          </li>
        ))}
      </ul>
      <h3>{text("who")}</h3>
      <p>
        {text("whoText")} <Link href="/governance">{text("toGovernance")}</Link>
      </p>
      <ChainLag network={network} readiness={readiness} />
      <details>
        <summary>{text("contract")}</summary>
        <Scroll label={text("contract")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text("contract")}</th>
                <th scope="col">{text("address")}</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(network.contracts).map(([name, address]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <Hash value={address} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </details>
    </section>
  );
}

function ListedRubrics({ ids }: { readonly ids: readonly string[] }) {
  const shared = useText(SHARED);
  const rubrics = useReads(...ids.map((id) => reading(["rubric", id], (client) => client.rubrics.get(id))));
  if (rubrics.length === 0) return <p>{shared("noneYet")}</p>;
  return (
    <ul>
      {rubrics.map(({ id, document }) => (
        <li key={id}>
          <Link href={`/rubrics/${id}`}>
            <Localized of={documentOf("peerseal.rubric/1", document)?.name ?? null} otherwise={id} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function ChainLag({ network, readiness }: { readonly network: wire.Network; readonly readiness: wire.Readiness }) {
  const text = useText(TEXT);
  const { number } = useFormat();
  const { head, indexed, lag } = readiness.indexer;
  const isFine = readiness.ready && readiness.serving;
  return (
    <>
      <h3>{text("lag")}</h3>
      <p>
        <Tag tone={isFine ? "good" : "unsure"}>{text(isFine ? "ready" : "late")}</Tag>
      </p>
      <Facts
        of={[
          [text("chain"), String(network.chainId)],
          [text("head_"), head === null ? null : number(head)],
          [text("indexed"), indexed === null ? null : number(indexed)],
          [text("final"), network.final === null ? null : number(network.final.number)],
          [
            text("behind"),
            lag === null ? null : lag === 1 ? text("blocksOne") : text("blocks", { count: number(lag) }),
          ],
          [text("directory"), <Hash key="directory" value={network.directory} />],
          [text("genesis"), <Hash key="genesis" value={network.genesis} />],
        ]}
      />
    </>
  );
}
