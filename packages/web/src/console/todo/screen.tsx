import { Link } from "wouter";
import { useFormat } from "../../language/format.js";
import { useText } from "../../language/language.js";
import { Localized } from "../../parts/localized.js";
import { Moment } from "../../parts/moment.js";
import { Title } from "../../parts/title.js";
import { useRead } from "../../registry/registry.js";
import type { PartProps } from "../parts/part.js";
import { nowSeconds, placeOf } from "../parts/place.js";
import { TEXT as CONSOLE } from "../text.js";
import { type Loaded, loadTodoFacts } from "./facts.js";
import { TEXT } from "./text.js";
import { type Todo, todosOf } from "./todo.js";

/** What waits for an institution. */
export default function Screen({ institution }: PartProps) {
  const text = useText(TEXT);
  const { moment } = useFormat();
  const loaded = useRead(["todo", institution], (client) => loadTodoFacts(client, institution, nowSeconds()));
  const todos = todosOf(loaded.facts);
  return (
    <>
      <Title>{text("title")}</Title>
      {todos.length === 0 ? <p>{text("none")}</p> : null}
      <ul className="plain-list">
        {todos.map((todo) => (
          <li key={`${todo.task} ${todo.at} ${JSON.stringify(todo.about)}`} className="card todo">
            <Entry todo={todo} institution={institution} loaded={loaded} />
          </li>
        ))}
      </ul>
      <p className="dim">{text("since", { time: moment(loaded.facts.now) })}</p>
    </>
  );
}

type EntryProps = { readonly todo: Todo; readonly institution: number; readonly loaded: Loaded };

function Entry({ todo, institution, loaded }: EntryProps) {
  const text = useText(TEXT);
  const console = useText(CONSOLE);
  const { about, task, at, until } = todo;
  return (
    <>
      <Link href={placeOf(institution, at)} className="big-link">
        {text(task)}
      </Link>
      <p>
        {"version" in about ? (
          <Localized of={loaded.titles.get(about.version) ?? null} otherwise={console("unnamed")} />
        ) : "course" in about ? (
          <Localized of={loaded.titles.get(about.course) ?? null} otherwise={about.code} />
        ) : "batch" in about ? (
          text("batch", { number: about.batch })
        ) : (
          `${text("key")} ${about.key.slice(0, 10)}…`
        )}
      </p>
      <p className="dim">{until === null ? text("noHurry") : <Until at={until} />}</p>
    </>
  );
}

function Until({ at }: { readonly at: number }) {
  const text = useText(CONSOLE);
  const [before = "", after = ""] = text("until").split("{time}");
  return (
    <>
      {before}
      <Moment at={at} />
      {after}
    </>
  );
}
