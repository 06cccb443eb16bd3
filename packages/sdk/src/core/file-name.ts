const MOST = 60;

/**
 * A name for a file about something with this title: letters and digits of any script, parted by hyphens; never empty,
 * never hidden, and without anything that a system forbids in names.
 */
export function fileNameOf(title: string): string {
  const plain = title.normalize("NFC").replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  const name = Array.from(plain.replace(/^-+/, "")).slice(0, MOST).join("").replace(/-+$/, "");
  return name === "" ? "credential" : name;
}
