/**
 * A text of others with the marks that turn the direction of what follows shown instead of obeyed (UAX #9): a name must not
 * be able to look like another.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`,
  );
}
