import { type DecodedCall, decodeCall, type Governance, type ProposalState } from "@peerseal/sdk";
import { useState } from "react";
import { Link } from "wouter";
import { Scroll } from "../explore/pieces.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { How } from "../parts/how.js";
import { useNow } from "../parts/now.js";
import { Tag, type Tone } from "../parts/tag.js";
import { type GovernedBy, type ProposalView, useProposals } from "./governing.js";
import { ProposalActions } from "./proposal-actions.js";
import { placeOf, useSaid } from "./says.js";
import { stateAt } from "./state.js";
import { TEXT } from "./text.js";
import { useNameOfAccount } from "./voters.js";

const STEP = 10;

/** Everything that was proposed, newest first. */
export function Proposals({ by, governance }: { readonly by: GovernedBy; readonly governance: Governance }) {
  const text = useText(TEXT);
  const [most, setMost] = useState(STEP);
  const { views, hasMore } = useProposals(by, governance, most);
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals">{text("proposals")}</h2>
      {views.length === 0 ? <p>{text("noProposals")}</p> : null}
      {views.map((view) => (
        <Proposal key={String(view.id)} view={view} by={by} governance={governance} />
      ))}
      {hasMore ? (
        <button type="button" className="second" onClick={() => setMost(most + STEP)}>
          {text("more")}
        </button>
      ) : null}
    </section>
  );
}

type Props = { readonly view: ProposalView; readonly by: GovernedBy; readonly governance: Governance };

const TONES: Readonly<Record<ProposalView["record"]["state"], Tone>> = {
  pending: "plain",
  active: "unsure",
  canceled: "plain",
  defeated: "bad",
  succeeded: "unsure",
  queued: "unsure",
  expired: "plain",
  executed: "good",
};

function Proposal({ view, by, governance }: Props) {
  const text = useText(TEXT);
  const said = useSaid();
  const nameOf = useNameOfAccount();
  const { moment, day } = useFormat();
  const calls = view.calls.map((call) => decodeCall(by.connection, [governance.governor, governance.timelock], call));
  const places = calls.flatMap((call) => placeOf(call) ?? []);
  const now = useNow();
  const state = stateAt(view.record, now);
  return (
    <article className="card proposal" aria-labelledby={`proposal-${view.id}`}>
      <h3 id={`proposal-${view.id}`}>
        {calls.map((call, i) => (
          // Calls of a proposal never change their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <span key={i}>{said(call)} </span>
        ))}
      </h3>
      <p>
        <Tag tone={TONES[state]}>{text(state)}</Tag>{" "}
        <span className="dim">
          {text("proposedBy", { who: nameOf(view.proposer) ?? view.proposer, at: day(view.proposedAt) })}
        </span>
      </p>
      <p>
        <span className="dim">{text("reason")}:</span> {view.description}
      </p>
      {places.length === 0 ? null : (
        <ul className="inline">
          {places.map((place) => (
            <li key={place}>
              <Link href={place}>{text("about")}</Link>
            </li>
          ))}
        </ul>
      )}
      <Timing view={view} state={state} calls={calls} now={now} moment={moment} />
      <Tally view={view} />
      <ProposalActions view={view} state={state} by={by} governance={governance} />
      <How>
        <Facts
          of={[
            [text("id"), <Hash key="id" value={String(view.id)} />],
            [text("act"), <Hash key="transaction" value={view.proposed.transaction} />],
          ]}
        />
        <p>{text("source", { source: by.connection.source })}</p>
        <details>
          <summary>{text("calls")}</summary>
          <pre>{JSON.stringify(view.calls, null, 2)}</pre>
        </details>
      </How>
    </article>
  );
}

function Timing(props: {
  readonly view: ProposalView;
  readonly state: ProposalState;
  readonly calls: readonly DecodedCall[];
  readonly now: number;
  readonly moment: (seconds: number) => string;
}) {
  const { view, state, calls, now, moment } = props;
  const text = useText(TEXT);
  const { snapshotAt, votesUntil, executableAt } = view.record;
  const expiries = calls.flatMap((call) => (call.kind === "act" ? [call.act.authorization.deadline] : []));
  const isOpen = state !== "executed" && state !== "canceled" && state !== "defeated";
  const expiry = Math.min(...expiries);
  return (
    <>
      {state === "pending" ? <p>{text("votingFrom", { at: moment(snapshotAt), until: moment(votesUntil) })}</p> : null}
      {state === "active" ? <p>{text("votingUntil", { at: moment(votesUntil) })}</p> : null}
      {state === "queued" && executableAt !== null ? <p>{text("executable", { at: moment(executableAt) })}</p> : null}
      {isOpen && expiries.length > 0 ? (
        <p className="dim">{text(expiry < now ? "expiredAct" : "expiry", { at: moment(expiry) })}</p>
      ) : null}
    </>
  );
}

const SUPPORTS = ["for", "against", "abstain"] as const;
const SUPPORT_TONES = { for: "good", against: "bad", abstain: "plain" } as const;

function Tally({ view: { record, cast } }: { readonly view: ProposalView }) {
  const text = useText(TEXT);
  const nameOf = useNameOfAccount();
  return (
    <>
      <ul className="inline" aria-label={text("votes")}>
        {SUPPORTS.map((support) => (
          <li key={support}>
            {text(support)}: <strong>{record.votes[support]}</strong>
          </li>
        ))}
        {record.quorum === null ? null : <li className="dim">{text("quorumNeeded", { needed: record.quorum })}</li>}
      </ul>
      <details>
        <summary>{text("who_")}</summary>
        {cast.length === 0 ? (
          <p>{text("noVotes")}</p>
        ) : (
          <Scroll label={text("who_")}>
            <ul>
              {cast.map(({ voter, support, reason }) => (
                <li key={voter}>
                  <Tag tone={SUPPORT_TONES[support]}>{text(support)}</Tag> {nameOf(voter) ?? voter} {reason}
                </li>
              ))}
            </ul>
          </Scroll>
        )}
      </details>
    </>
  );
}
