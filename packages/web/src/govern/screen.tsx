import "../explore/explore.css";
import type { Governance } from "@peerseal/sdk";
import { Link } from "wouter";
import { Later, PageFoot } from "../explore/pieces.js";
import { useFormat } from "../language/format.js";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { Hash } from "../parts/hash.js";
import { How } from "../parts/how.js";
import { Title } from "../parts/title.js";
import { useSessionIfAny } from "../registry/session.js";
import { signInLink } from "../sign/invitation.js";
import { useWallets } from "../sign/wallets.js";
import { AccountActs } from "./account-acts.js";
import { ACCOUNT_TEXT } from "./account-text.js";
import { type GovernedBy, useGoverning, useTerms } from "./governing.js";
import { HandedOn } from "./handed-on.js";
import { Powers } from "./powers.js";
import { Proposals } from "./proposals.js";
import { Propose } from "./propose.js";
import { TEXT } from "./text.js";
import { VoterTable } from "./voter-table.js";

/** Who governs the network, what they decided, and who may do what. */
export default function GovernanceScreen() {
  const text = useText(TEXT);
  return (
    <>
      <Title>{text("title")}</Title>
      <p className="lead">{text("lead")}</p>
      <Powers />
      <Later>
        <Governed />
      </Later>
      <PageFoot permanent="/governance" data="/v1/institutions" />
    </>
  );
}

function Governed() {
  const text = useText(TEXT);
  const by = useGoverning();
  const { governing, connection } = by;
  return (
    <>
      <section aria-labelledby="governed">
        <h2 id="governed">{text("how")}</h2>
        {governing.kind === "members" ? (
          <>
            <p>{text("byMembers")}</p>
            <Terms by={by} governance={governing.governance} />
          </>
        ) : (
          <>
            <p>{text(governing.isContract ? "byContract" : "byAccount")}</p>
            <Facts of={[[text("account"), <Hash key="account" value={governing.account} />]]} />
          </>
        )}
        <How>
          <p>{text("source", { source: connection.source })}</p>
        </How>
      </section>
      {governing.kind === "members" ? (
        <AccountActs by={by} governance={governing.governance}>
          <VoterTable />
          <Wallets />
          <HandedOn />
          <Proposals by={by} governance={governing.governance} />
          <Propose by={by} governance={governing.governance} />
        </AccountActs>
      ) : null}
    </>
  );
}

function Terms({ by, governance }: { readonly by: GovernedBy; readonly governance: Governance }) {
  const text = useText(TEXT);
  const duration = useDuration();
  const terms = useTerms(by.connection, governance);
  return (
    <Facts
      of={[
        [text("votingDelay"), duration(terms.votingDelay)],
        [text("votingPeriod"), duration(terms.votingPeriod)],
        [text("notice"), duration(terms.notice)],
        [text("quorum"), text("quorumText", { percent: terms.quorumPercent })],
        [text("governor"), <Hash key="governor" value={governance.governor} />],
        [text("timelock"), <Hash key="timelock" value={governance.timelock} />],
      ]}
    />
  );
}

function Wallets() {
  const text = useText(TEXT);
  const account = useText(ACCOUNT_TEXT);
  const session = useSessionIfAny();
  return (
    <>
      <p className="hint">{text(useWallets().length === 0 ? "noWallet" : "walletText")}</p>
      <p className="hint">
        {account("passkeys")}{" "}
        {session == null ? <Link href={signInLink({ to: "/governance" })}>{account("signIn")}</Link> : null}
      </p>
    </>
  );
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** Seconds in the largest unit that divides them. */
function useDuration(): (seconds: number) => string {
  const { unit } = useFormat();
  return (seconds) => {
    const [name, size] = UNITS.find(([, one]) => seconds > 0 && seconds % one === 0) ?? (["second", 1] as const);
    return unit(seconds / size, name);
  };
}
