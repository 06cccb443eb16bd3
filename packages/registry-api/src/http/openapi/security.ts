/** Ways to say who one is. */
export const SECURITY_SCHEMES = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "ps_test_... or ps_live_...",
    description: "A key of an institution, for programs. It is shown once, when it is made.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "peerseal_session",
    description: "A session of a person, after signing in with Ethereum, a passkey, or the institution's own login.",
  },
} as const;

/** One way of several: by each named scheme at once; `{}`: nobody needs to be known. */
export type Requirement = Readonly<Record<string, readonly string[]>>;

/** Who may call an operation, as the document says it: everybody, as long as no rules are given. */
export type SecurityOf = (operation: { readonly method: string; readonly path: string }) => readonly Requirement[];

export const OPEN: SecurityOf = () => [];
