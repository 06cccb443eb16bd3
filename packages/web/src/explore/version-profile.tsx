import type { Client, wire } from "@peerseal/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Fault } from "../app/fault.js";
import { useFormat } from "../language/format.js";
import { useLanguage, useText } from "../language/language.js";
import type { CriterionRow } from "../plots/criteria-layout.js";
import { CriteriaPlot } from "../plots/criteria-plot.js";
import { registry } from "../registry/registry.js";
import { judgedAt, levelsOf, type Panel, readPanel } from "./panel.js";
import { TEXT } from "./version-text.js";

/** So many of the latest decided rounds stand for the network. */
const NETWORK_ROUNDS = 12;

/** What the panel of a version found, against the earlier version and, where it is asked for, the network. */
export function VersionProfile({ panel, earlier }: { readonly panel: Panel; readonly earlier: Panel | null }) {
  const text = useText(TEXT);
  const { day, textIn } = useFormat();
  const { language } = useLanguage();
  const [compares, setCompares] = useState(false);
  const network = useQuery({
    queryKey: ["network-medians", panel.round.rubric],
    queryFn: () => readNetworkMedians(registry, panel.round),
    enabled: compares,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const rows = panel.rule.criteria.flatMap((rule, i): CriterionRow[] => {
    const judged = judgedAt(panel, i);
    if (judged === null || judged.reason === "not-judged") return [];
    const criterion = panel.document?.criteria[i];
    const name = textIn(criterion?.name ?? null);
    return [
      {
        id: criterion?.id ?? String(i + 1),
        name: name?.text ?? "",
        language: name === null || name.language === language ? undefined : name.language,
        essential: rule.essential,
        levels: levelsOf(panel, i),
        median: judged.median,
        earlier: earlier === null || !isSameRubric(earlier, panel) ? null : (judgedAt(earlier, i)?.median ?? null),
        network: network.data?.medians[i] ?? null,
      },
    ];
  });
  const levels = [0, 1, 2, 3].map((level) => `${level} ${textIn(panel.document?.levels[level] ?? null)?.text ?? ""}`);
  const rubric = textIn(panel.document?.name ?? null)?.text ?? panel.round.rubric.slice(0, 10);
  const isFew = rows.every((row) => row.levels.length < 3);
  return (
    <section aria-label={text("profile")}>
      <CriteriaPlot
        title={text("profile")}
        description={[
          text("profileText", { rubric, at: day(panel.round.openedAt) }),
          ...(isFew ? [text("profileFew")] : []),
          ...(network.data === undefined ? [] : [text("networkText", { count: network.data.rounds })]),
        ].join(" ")}
        rows={rows}
        levels={levels}
      />
      {network.data === undefined ? (
        <button type="button" className="second" disabled={network.isFetching} onClick={() => setCompares(true)}>
          {text(network.isFetching ? "networkLoading" : "network")}
        </button>
      ) : null}
      {network.error === null ? null : <Fault error={network.error} onAgain={() => void network.refetch()} />}
    </section>
  );
}

const isSameRubric = (a: Panel, b: Panel) => a.round.rubric === b.round.rubric;

type Medians = { readonly rounds: number; readonly medians: readonly (number | null)[] };

/** The lower median, over the latest decided rounds by the same rubric, of each criterion's median. */
async function readNetworkMedians(client: Client, { rubric, id }: wire.Round): Promise<Medians> {
  const { data } = await client.decisions.list({ rubric, order: "newest", limit: NETWORK_ROUNDS + 1 });
  const others = [...new Set(data.map(({ round }) => round))].filter((round) => round !== id).slice(0, NETWORK_ROUNDS);
  const panels = await Promise.all(others.map(async (round) => readPanel(client, await client.rounds.get(round))));
  const count = Math.max(0, ...panels.map(({ rule }) => rule.criteria.length));
  const medians = Array.from({ length: count }, (_, i) =>
    lowerMedian(panels.flatMap((panel) => judgedAt(panel, i)?.median ?? [])),
  );
  return { rounds: panels.length, medians };
}

function lowerMedian(values: readonly number[]): number | null {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.floor((ascending.length - 1) / 2)] ?? null;
}
