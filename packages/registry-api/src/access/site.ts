/** The registry as a browser sees it in this request. People sign in to a place, never to a name that they are told. */
export type Site = {
  /** With its port where that is not the usual one. */
  readonly host: string;
  readonly hostname: string;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Whether browsers reach it over TLS. */
  readonly secure: boolean;
};

/**
 * The site of a request whose `Host` was checked to be loopback or the public name.
 *
 * @param publicUrl base address for the world; null: loopback only.
 */
export function siteOf(request: { readonly host: string; readonly protocol: string }, publicUrl: string | null): Site {
  const publicly = publicUrl === null ? null : new URL(publicUrl);
  // A proxy in front speaks TLS for us: then the scheme of this connection is not that of the site.
  const url = publicly?.host === request.host ? publicly : new URL(`${request.protocol}://${request.host}`);
  return { host: url.host, hostname: url.hostname, origin: url.origin, secure: url.protocol === "https:" };
}
