import { scriptAddress } from "../app/trusted.js";

/**
 * Has the browser keep the app, so that a credential can be looked at without a network. After the page is there: keeping
 * files must not hold up what somebody came for.
 */
export function keepForOffline(): void {
  if (!("serviceWorker" in navigator)) return;
  const register = () => {
    // Without it the page works as before, only not offline: such as in private windows, or while it is developed.
    navigator.serviceWorker.register(scriptAddress("/sw.js")).catch(() => undefined);
  };
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
