import type { wire } from "@peerseal/sdk";
import { Link } from "wouter";
import { useText } from "../language/language.js";
import { Day } from "../parts/moment.js";
import { TEXT } from "./institution-text.js";
import { TEXT as ROUNDS } from "./network-text.js";
import { Member, Scroll, VersionTitle } from "./pieces.js";
import { TEXT as SHARED } from "./text.js";
import { STAGE } from "./words.js";

/** Rounds in which an institution reviewed others, and those in which others reviewed its courses. */
export function InstitutionReviews(props: {
  readonly id: number;
  readonly rounds: readonly wire.Round[];
  readonly seats: readonly wire.RoundSeat[];
}) {
  const { id, rounds, seats } = props;
  const text = useText(TEXT);
  const part = (round: wire.Round): string => {
    const appointed = seats.filter((seat) => seat.round === round.id).length;
    return [
      ...(round.convener === id ? [text("convened")] : []),
      ...(appointed > 0 ? [text("appointed", { count: appointed })] : []),
    ].join(" · ");
  };
  const received = rounds.filter(({ owner }) => owner === id);
  // Who was asked for a seat and has not appointed to it has given nothing yet.
  const given = rounds.filter((round) => round.owner !== id && part(round) !== "");
  return (
    <section aria-labelledby="reviews">
      <h2 id="reviews">{text("reviews")}</h2>
      <h3>{text("given")}</h3>
      <RoundTable label={text("given")} rounds={given} part={part} />
      <h3>{text("received")}</h3>
      <RoundTable label={text("received")} rounds={received} />
    </section>
  );
}

function RoundTable(props: {
  readonly label: string;
  readonly rounds: readonly wire.Round[];
  readonly part?: (round: wire.Round) => string;
}) {
  const { label, rounds, part } = props;
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const words = useText(ROUNDS);
  const stage = useText(STAGE);
  if (rounds.length === 0) return <p>{shared("noneYet")}</p>;
  return (
    <Scroll label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text("round")}</th>
            <th scope="col">{text("opened")}</th>
            <th scope="col">{words("stage")}</th>
            <th scope="col">{part === undefined ? words("convener") : text("role")}</th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round) => (
            <tr key={round.id}>
              <th scope="row">
                <Link href={`/r/${round.id}`}>
                  <VersionTitle id={round.version} />
                </Link>
              </th>
              <td>
                <Day at={round.openedAt} />
              </td>
              <td>{stage(round.stage)}</td>
              <td>{part === undefined ? <Member id={round.convener} /> : part(round)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
