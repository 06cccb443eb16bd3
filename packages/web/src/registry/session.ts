import { PeersealError, type wire } from "@peerseal/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { registry } from "./registry.js";

const KEY = ["session"] as const;

/** Who is signed in; null: nobody; undefined: not known yet. */
export function useSession(): wire.Session | null | undefined {
  const { data } = useQuery({ queryKey: KEY, queryFn: readSession });
  return data;
}

/** Forgets who was signed in, after signing in or out. */
export function useSessionChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries();
}

async function readSession(): Promise<wire.Session | null> {
  try {
    return await registry.access.session();
  } catch (error) {
    if (error instanceof PeersealError && ["credentials-missing", "credentials-invalid"].includes(error.code))
      return null;
    throw error;
  }
}

/** Whether a session has a role, in one institution or in the whole registry. */
export function hasRole(session: wire.Session, role: wire.Role, institution: number): boolean {
  return session.grants.some(
    (grant) => grant.role === role && (grant.institution === null || grant.institution === institution),
  );
}
