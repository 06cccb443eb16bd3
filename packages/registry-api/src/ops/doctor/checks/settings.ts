import { type Check, fail, ok, type Said, warn } from "../finding.js";

/** The settings can be read, and do not contradict each other. */
export const settings: Check = {
  name: "settings",
  needs: [],
  run: async ({ config, configFault, place }) => {
    if (config === null) {
      return [fail(configFault?.message ?? "The settings cannot be read.", configFault?.fix ?? "Correct them.")];
    }
    const said: Said[] = [];
    if (place === null)
      said.push(fail(configFault?.message ?? "There is no network.", configFault?.fix ?? "See docs."));
    if (config.publicUrl?.startsWith("http://") && !/\/\/(?:localhost|127\.)/.test(config.publicUrl)) {
      said.push(
        warn("PUBLIC_URL is not https: sessions and keys would pass in the clear.", "Set PUBLIC_URL=https://..."),
      );
    }
    if (
      config.publicUrl !== null &&
      config.operations?.metricsToken == null &&
      config.operations?.metricsPort == null
    ) {
      said.push(
        warn("Metrics stand on the public port, for this machine only.", "Set METRICS_PORT=9464, or METRICS_TOKEN."),
      );
    }
    return said.length === 0 ? [ok("The settings are in order.")] : said;
  },
};
