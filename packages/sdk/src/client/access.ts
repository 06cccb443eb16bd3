import type { z } from "zod";
import {
  AccessWays,
  ApiKey,
  ApiKeyPage,
  AuditPage,
  CreatedApiKey,
  CreatedInvitation,
  type CreateKeyRequest,
  EthereumChallenge,
  type EthereumSignIn,
  Invitation,
  InvitationPage,
  type InviteRequest,
  PasskeyOptions,
  type PasskeyRegistration,
  type PasskeySignIn,
  PersonGrant,
  PersonGrantPage,
  type RotateKeyRequest,
  Session,
} from "../wire/access.js";
import { callsOn, request, type Transport } from "./request.js";

/** Without an institution: the caller's own, or all of the registry. */
type ListOptions = { readonly limit?: number; readonly cursor?: string; readonly institution?: number };

/**
 * Calls about who may do what. Sessions live in a cookie, which browsers keep by themselves; programs use an API key.
 *
 * @throws PeersealError `credentials-missing`, `credentials-invalid`, `not-allowed`
 */
export function accessCalls(transport: Transport) {
  const { at, get, post } = callsOn(transport);
  const remove = <T extends z.ZodType>(path: string, answer: T) =>
    request(transport, { method: "DELETE", path, answer });
  return {
    ways: () => get(at("access"), AccessWays),
    session: () => get(at("access", "session"), Session),
    signOut: () => remove(at("access", "session"), Session),
    ethereum: {
      challenge: () => post(at("access", "ethereum", "challenges"), EthereumChallenge),
      signIn: (body: EthereumSignIn) => post(at("access", "ethereum", "sign-in"), Session, body),
    },
    passkeys: {
      /** Options for `navigator.credentials.create`. @throws PeersealError `invitation-invalid` */
      registration: (invitation: string) =>
        post(at("access", "passkeys", "registrations"), PasskeyOptions, { invitation }),
      register: (body: PasskeyRegistration) => post(at("access", "passkeys"), Session, body),
      /** Options for `navigator.credentials.get`. */
      challenge: () => post(at("access", "passkeys", "challenges"), PasskeyOptions),
      signIn: (body: PasskeySignIn) => post(at("access", "passkeys", "sign-in"), Session, body),
    },
    keys: {
      /** The only answer that shows the key. */
      create: (body: CreateKeyRequest) => post(at("access", "keys"), CreatedApiKey, body),
      list: (query: ListOptions = {}) => get(at("access", "keys"), ApiKeyPage, query),
      /** A new key in its place; the old one goes on for a while. */
      rotate: (id: string, body: z.input<typeof RotateKeyRequest> = {}) =>
        post(at("access", "keys", id, "rotations"), CreatedApiKey, body),
      revoke: (id: string) => remove(at("access", "keys", id), ApiKey),
    },
    invitations: {
      /** The only answer that shows the token. */
      create: (body: InviteRequest) => post(at("access", "invitations"), CreatedInvitation, body),
      list: (query: ListOptions = {}) => get(at("access", "invitations"), InvitationPage, query),
      withdraw: (id: string) => remove(at("access", "invitations", id), Invitation),
    },
    people: (query: ListOptions = {}) => get(at("access", "people"), PersonGrantPage, query),
    endGrant: (id: string) => remove(at("access", "grants", id), PersonGrant),
    audit: (query: ListOptions & { readonly order?: "oldest" | "newest" } = {}) => get(at("audit"), AuditPage, query),
  };
}
