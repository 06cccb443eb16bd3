/** What runs here, as it says of itself; a test holds the version equal to the package's. */
export const SOFTWARE = { name: "@peerseal/registry-api", version: "0.1.0" } as const;
