/** A file as somebody gave it, or a text that was pasted, scanned or linked. */
export type Given = { readonly name: string; readonly content: File | string };

/** Most files that are looked at together. */
export const MOST_FILES = 200;

/** What is looked at together, and whether there was more than that. */
export type GivenFiles = { readonly files: readonly Given[]; readonly left: number };

/** Files as they are dropped, chosen or pasted. */
export function givenFiles(list: Iterable<File>): GivenFiles {
  const all = [...list].map((file) => ({ name: file.name, content: file }));
  return { files: all.slice(0, MOST_FILES), left: Math.max(0, all.length - MOST_FILES) };
}

/** What a link of a certificate or a code holds behind its `#`; browsers do not send it to a server. */
export function givenInFragment(fragment: string): string | null {
  return /^#[cd]=/.test(fragment) ? fragment : null;
}
