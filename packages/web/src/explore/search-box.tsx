import { useState } from "react";
import { useLocation } from "wouter";
import { useText } from "../language/language.js";
import { TEXT } from "./network-text.js";

/** Words to search for; the address of the results holds them. */
export function SearchBox({ words = "" }: { readonly words?: string }) {
  const text = useText(TEXT);
  const [, go] = useLocation();
  const [typed, setTyped] = useState(words);
  return (
    <search>
      <form
        className="search-box"
        onSubmit={(event) => {
          event.preventDefault();
          go(`/search?${new URLSearchParams({ q: typed.trim() })}`);
        }}
      >
        <label htmlFor="words">{text("searchLabel")}</label>
        <div className="row">
          <input
            id="words"
            type="search"
            name="q"
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit">{text("search")}</button>
        </div>
      </form>
    </search>
  );
}
