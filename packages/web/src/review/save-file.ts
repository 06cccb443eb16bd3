/** Gives the person a file that was made in the page. */
export function saveFile(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it began.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name that tells files of seats apart. */
export function fileNameOf(what: string, round: string, seat: number): string {
  return `peerseal-${what}-${round.slice(2, 10)}-seat-${seat}.json`;
}
