import { PeersealError, type wire } from "@peerseal/sdk";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { registry } from "./registry.js";
import { hasSeen, see } from "./signed-in.js";

const KEY = ["session"] as const;

/** Who is signed in; null: nobody; undefined: not known yet. */
export function useSession(): wire.Session | null | undefined {
  const { data } = useQuery({ queryKey: KEY, queryFn: readSession });
  return data;
}

/**
 * The same for a screen that most people read without signing in: where nobody did in this browser, nobody is asked.
 * undefined: nobody, or not known yet.
 */
export function useSessionIfAny(): wire.Session | null | undefined {
  const { data } = useQuery({ queryKey: KEY, queryFn: readSession, enabled: hasSeen() !== false });
  return data;
}

/** Forgets who was signed in, after signing in or out. */
export function useSessionChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries();
}

async function readSession(): Promise<wire.Session | null> {
  try {
    const session = await registry.access.session();
    see(true);
    return session;
  } catch (error) {
    if (error instanceof PeersealError && ["credentials-missing", "credentials-invalid"].includes(error.code)) {
      see(false);
      return null;
    }
    throw error;
  }
}

/** Whether a session has a role, in one institution or in the whole registry. */
export function hasRole(session: wire.Session, role: wire.Role, institution: number): boolean {
  return session.grants.some(
    (grant) => grant.role === role && (grant.institution === null || grant.institution === institution),
  );
}
