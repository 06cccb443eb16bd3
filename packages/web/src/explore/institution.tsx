import "./explore.css";
import type { wire } from "@peerseal/sdk";
import { useText } from "../language/language.js";
import { Facts } from "../parts/facts.js";
import { HowRecorded } from "../parts/how.js";
import { Moment } from "../parts/moment.js";
import { Title } from "../parts/title.js";
import { ConcernList } from "./concern-list.js";
import { InstitutionCourses } from "./institution-courses.js";
import { InstitutionKeys } from "./institution-keys.js";
import { InstitutionProfile } from "./institution-profile.js";
import { InstitutionReviews } from "./institution-reviews.js";
import { Standings } from "./institution-standings.js";
import { TEXT } from "./institution-text.js";
import { InstitutionTrends } from "./institution-trends.js";
import { Country, Later, Member, PageFoot, StandingTag } from "./pieces.js";
import { collect, MEMBERS, reading, useReads, VERSION_TITLES } from "./reads.js";
import { TEXT as SHARED } from "./text.js";
import { KIND } from "./words.js";

/** Everything that the chain and the registry say of one institution, asked at once. */
export default function InstitutionScreen({ id: param }: { readonly id: string }) {
  const id = Number(param);
  const [, detail] = useReads(
    MEMBERS,
    reading(["institution", id], (client) => client.institutions.get(id)),
  );
  return (
    <>
      <Title>{detail.name}</Title>
      <Head detail={detail} />
      <Later>
        <Rest detail={detail} />
      </Later>
      <PageFoot permanent={`/institutions/${id}`} data={`/v1/institutions/${id}`} />
    </>
  );
}

function Head({ detail }: { readonly detail: wire.InstitutionDetail }) {
  const text = useText(TEXT);
  const shared = useText(SHARED);
  const kind = useText(KIND);
  const { domain, country, standing, successor, recordsKeeper, admitted } = detail;
  return (
    <>
      <p>
        <StandingTag standing={standing} /> {text("proven")}
      </p>
      <HowRecorded recorded={admitted}>
        <p>{text("provenHow")}</p>
      </HowRecorded>
      <Facts
        of={[
          [text("domain"), domain],
          [shared("country"), <Country key="country" code={country} />],
          [shared("kind"), kind(detail.kind)],
          [text("admitted"), <Moment key="admitted" at={admitted.at} />],
          [text("successor"), successor === null ? null : <Member key="successor" id={successor} />],
          [text("keeper"), recordsKeeper === null ? null : <Member key="keeper" id={recordsKeeper} />],
        ]}
      />
    </>
  );
}

function Rest({ detail }: { readonly detail: wire.InstitutionDetail }) {
  const text = useText(TEXT);
  const { id } = detail;
  const [, keys, standings, courses, rounds, seats, anchors, concerns] = useReads(
    VERSION_TITLES,
    reading(["keys", id], (client) => collect((page) => client.institutions.keys(id, page))),
    reading(["standings", id], (client) => collect((page) => client.institutions.standings(id, page))),
    reading(["courses", id], (client) => collect((page) => client.courses.list({ ...page, institution: id }))),
    reading(["rounds-of", id], (client) => collect((page) => client.rounds.list({ ...page, institution: id }))),
    reading(["seats-of", id], (client) => collect((page) => client.seats({ ...page, institution: id }))),
    reading(["anchors-of", id], (client) => collect((page) => client.anchors.list({ ...page, institution: id }))),
    reading(["concerns-of", id], (client) => collect((page) => client.concerns.list({ ...page, institution: id }))),
  );
  return (
    <>
      <Standings of={standings.entries} />
      <InstitutionKeys keys={keys.entries} />
      <InstitutionProfile detail={detail} />
      <InstitutionCourses id={id} courses={courses.entries} />
      <InstitutionReviews id={id} rounds={rounds.entries} seats={seats.entries} />
      <InstitutionTrends
        id={id}
        courses={courses.entries}
        seats={seats.entries}
        rounds={rounds.entries}
        anchors={anchors.entries}
      />
      <section aria-labelledby="concerns">
        <h2 id="concerns">{text("concerns")}</h2>
        <ConcernList concerns={concerns.entries} linked />
      </section>
    </>
  );
}
