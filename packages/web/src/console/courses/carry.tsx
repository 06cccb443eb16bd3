import { parseRoundId, parseVersionId, type wire } from "@peerseal/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { useAnnounce } from "../../app/announce.js";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { useRead } from "../../registry/registry.js";
import { useAct } from "../../sign/acting.js";
import { versionName } from "../issue/versions.js";
import { useInstitutions } from "../parts/institutions.js";
import { nowSeconds } from "../parts/place.js";
import { stateWord } from "../parts/state-word.js";
import { TEXT as CONSOLE } from "../text.js";
import { TEXT } from "./carry-text.js";
import { loadCarrying } from "./load-carrying.js";

type Props = { readonly version: wire.VersionDetail; readonly institution: number };

/** Whether the result of an earlier version counts for a minor change of it, and the convener's part in that. */
export function Carry({ version, institution }: Props) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn, moment } = useFormat();
  const institutions = useInstitutions();
  const { carrying, round, reviewed } = useRead(["carrying", version.id], (client) =>
    loadCarrying(client, version, nowSeconds()),
  );
  if (carrying.kind === "first") return null;
  const name = reviewed === null ? "" : versionName(reviewed, textIn, common("unnamed"));
  const convener = institutions.get(round?.convener ?? 0)?.name ?? String(round?.convener ?? "");
  return (
    <section>
      <h2>{text("title")}</h2>
      {carrying.kind === "refused" ? <p>{text(carrying.reason)}</p> : null}
      {carrying.kind === "carried" ? <p>{text("carriedOn", { name, time: moment(carrying.at) })}</p> : null}
      {carrying.kind !== "open" ? null : round?.convener === institution ? (
        <Offer version={version} decision={carrying.decision} from={name} />
      ) : (
        <p>{text("onlyConvener", { name, convener })}</p>
      )}
    </section>
  );
}

type OfferProps = {
  readonly version: wire.VersionDetail;
  readonly decision: wire.Decision;
  /** Name of the version that was reviewed. */
  readonly from: string;
};

function Offer({ version, decision, from }: OfferProps) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const { textIn, moment } = useFormat();
  const act = useAct();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const outcome = common(stateWord(decision.outcome));
  const until = decision.expiresAt === null ? null : moment(decision.expiresAt);
  const carry = async () => {
    const relay = await act({
      action: "CarryDecision",
      message: { round: parseRoundId(decision.round), version: parseVersionId(version.id) },
      title: text("carryTitle"),
      says: [
        text("carrySays", { name: versionName(version, textIn, common("unnamed")), outcome, from }),
        until === null ? text("noEnd") : text("carryUntil", { time: until }),
        text("carryNone"),
      ],
    });
    if (relay === null) return;
    announce(text("done"));
    await queries.invalidateQueries();
  };
  return (
    <>
      <p>{text("mayCarry", { name: from })}</p>
      <h3>{text("whatCarried")}</h3>
      <ul>
        <li>{text("result", { outcome })}</li>
        <li>{until === null ? text("noEnd") : text("until", { time: until })}</li>
        {decision.outcome === "conditional" ? <li>{text("conditions")}</li> : null}
        <li>{text("rescission")}</li>
      </ul>
      <h3>{text("whatNot")}</h3>
      <ul>
        <li>{text("notReviewed")}</li>
        <li>{text("notReviews")}</li>
        <li>{text("notNext")}</li>
      </ul>
      <div className="row">
        <button type="button" onClick={() => void carry()}>
          {text("carry")}
        </button>
        <Link href={`/versions/${version.id}`}>{text("compare")}</Link>
      </div>
    </>
  );
}
