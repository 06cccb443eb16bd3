import { Member, Scroll } from "../explore/pieces.js";
import { STANDING } from "../explore/words.js";
import { useText } from "../language/language.js";
import { Hash } from "../parts/hash.js";
import { Tag } from "../parts/tag.js";
import { TEXT } from "./text.js";
import { useVoters, type Voter } from "./voters.js";

/** Members with their votes, and the account that casts each. */
export function VoterTable() {
  const text = useText(TEXT);
  const voters = useVoters();
  return (
    <section aria-labelledby="voters">
      <h2 id="voters">{text("voters")}</h2>
      <p>{text("votersText")}</p>
      <Scroll label={text("voters")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text("member")}</th>
              <th scope="col">{text("vote")}</th>
              <th scope="col">{text("account")}</th>
            </tr>
          </thead>
          <tbody>
            {voters.map((voter) => (
              <tr key={voter.member.id}>
                <th scope="row">
                  <Member id={voter.member.id} />
                </th>
                <td>
                  <Vote of={voter} />
                </td>
                <td>{voter.account === null || !voter.hasVote ? "–" : <Hash value={voter.account} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

function Vote({ of: { member, hasVote, account } }: { readonly of: Voter }) {
  const text = useText(TEXT);
  const standing = useText(STANDING);
  if (hasVote)
    return <Tag tone={account === null ? "unsure" : "good"}>{text(account === null ? "noKey" : "hasVote")}</Tag>;
  return (
    <Tag tone="plain">
      {member.kind === "agency" ? text("observes") : text("cannot", { standing: standing(member.standing) })}
    </Tag>
  );
}
