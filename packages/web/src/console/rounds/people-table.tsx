import { useState } from "react";
import { useAnnounce } from "../../app/announce.js";
import { useText } from "../../language/language.js";
import { saveFile } from "../parts/save-file.js";
import { TEXT as CONSOLE } from "../text.js";
import { peopleFile, useSeatPeople } from "./people.js";
import { TEXT } from "./text.js";

/** The table of seats and people: what it is, export, erasure. */
export function PeopleTable({ institution }: { readonly institution: number }) {
  const text = useText(TEXT);
  const common = useText(CONSOLE);
  const announce = useAnnounce();
  const { value: people = {}, erase } = useSeatPeople(institution);
  const [isAsking, setAsking] = useState(false);
  const entries = Object.entries(people);
  if (entries.length === 0) return null;
  const remove = async () => {
    await erase();
    setAsking(false);
    announce(text("erased"));
  };
  return (
    <section className="card">
      <h2>{text("tableTitle")}</h2>
      <p>{text("tableText")}</p>
      <ul>
        {entries.map(([name, person]) => (
          <li key={name}>
            {person} <span className="dim">{text("seat", { n: name.split("/")[1] ?? "" })}</span>
          </li>
        ))}
      </ul>
      <div className="row">
        <button
          type="button"
          className="second"
          onClick={() => saveFile("seats.csv", new Blob([peopleFile(people)], { type: "text/csv" }))}
        >
          {text("export")}
        </button>
        {isAsking ? (
          <>
            <button type="button" className="danger" onClick={() => void remove()}>
              {text("erase")}
            </button>
            <button type="button" className="second" onClick={() => setAsking(false)}>
              {common("cancel")}
            </button>
          </>
        ) : (
          <button type="button" className="second" onClick={() => setAsking(true)}>
            {text("erase")}
          </button>
        )}
      </div>
    </section>
  );
}
