/**
 * Puts the app in the place of the page that the server wrote, in one step: what can be read first is the server's text, and
 * nothing jumps when the app is ready.
 */
export function reveal(): void {
  document.getElementById("page")?.remove();
  document.getElementById("app")?.removeAttribute("hidden");
}
