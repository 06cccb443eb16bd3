import { type Hex, PeersealError } from "@peerseal/sdk";

/**
 * The word that an enum's number stands for.
 *
 * @throws PeersealError `internal` for a number that this version has no word for: the network is newer.
 */
export function wordAt<W extends string>(words: readonly W[], number: number): W {
  const word = words[number];
  if (word === undefined) throw new PeersealError("internal", `The chain says ${number}, one of ${words.join(", ")}?`);
  return word;
}

/** As {@link wordAt}, where the contract never says `none`. */
export function someWordAt<W extends string>(words: readonly W[], number: number): Exclude<W, "none"> {
  const word = wordAt(words, number);
  if (!isSome(word)) throw new PeersealError("internal", "The chain says none where there must be one.");
  return word;
}

function isSome<W extends string>(word: W): word is Exclude<W, "none"> {
  return word !== "none";
}

/** ASCII text in bytes, such as a country code; zero bytes at its end are left out. */
export function asciiOf(bytes: Hex): string {
  return Buffer.from(bytes.slice(2), "hex").toString("latin1").replace(/\0+$/, "");
}

/** Text as PostgreSQL can hold it: a zero byte, which the chain allows, would stop the indexing for good. */
export function storable(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}
