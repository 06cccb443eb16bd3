import { isIP } from "node:net";
import { PeersealError } from "@peerseal/sdk";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { advanceCounter, findIdentity } from "../store/access/people.js";
import type { Db } from "../store/database.js";
import { CHALLENGE_SECONDS, keepChallenge, useChallenge } from "./challenges.js";
import type { Proven } from "./people.js";
import type { Site } from "./site.js";

/** ES256, EdDSA, RS256. */
const ALGORITHMS = [-7, -8, -257];
const RP_NAME = "Peerseal registry";

/** Loaded when somebody first uses a passkey. */
const webauthn = () => import("@simplewebauthn/server");

type At = { readonly site: Site; readonly now: number };

/** Begins the registration of a passkey. It is found again without a name, and asks its owner each time. */
export async function challengeRegistration(
  db: Db,
  { site, now }: At,
  userName: string,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: rpOf(site),
    userName,
    timeout: CHALLENGE_SECONDS * 1000,
    attestationType: "none",
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
  await keepChallenge(db, { kind: "registration", secret: options.challenge, content: {} }, now);
  return options;
}

/** A new passkey, made for this site with its owner verified. @throws PeersealError `challenge-invalid`, `sign-in-refused` */
export async function proveRegistration(
  db: Db,
  response: RegistrationResponseJSON,
  { site, now }: At,
): Promise<Proven> {
  const rpID = rpOf(site);
  const { verifyRegistrationResponse } = await webauthn();
  const { verified, registrationInfo } = await checking(() =>
    verifyRegistrationResponse({
      response,
      expectedChallenge: takingOnce(db, "registration", now),
      expectedOrigin: site.origin,
      expectedRPID: rpID,
      supportedAlgorithmIDs: ALGORITHMS,
      requireUserVerification: true,
    }),
  );
  if (!verified) throw refused("The passkey's word for itself does not hold.");
  const { id, publicKey, counter } = registrationInfo.credential;
  return {
    kind: "passkey",
    subject: id,
    passkey: { publicKey: Buffer.from(publicKey).toString("base64url"), counter },
  };
}

/** Begins a sign-in with whatever passkey of this site its owner chooses. */
export async function challengePasskey(db: Db, { site, now }: At): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: rpOf(site),
    timeout: CHALLENGE_SECONDS * 1000,
    userVerification: "required",
  });
  await keepChallenge(db, { kind: "passkey", secret: options.challenge, content: {} }, now);
  return options;
}

/**
 * The passkey that signed a challenge of this site, with its owner verified and its counter gone forward.
 *
 * @throws PeersealError `challenge-invalid`, `sign-in-unknown`, `sign-in-refused`
 */
export async function provePasskey(db: Db, response: AuthenticationResponseJSON, { site, now }: At): Promise<Proven> {
  const name = { kind: "passkey", subject: response.id } as const;
  const identity = await findIdentity(db, name);
  if (identity === null || identity.publicKey === null) {
    throw new PeersealError("sign-in-unknown", "Nobody of this registry signs in with this passkey.");
  }
  const publicKey = new Uint8Array(Buffer.from(identity.publicKey, "base64url"));
  const { verifyAuthenticationResponse } = await webauthn();
  const { verified, authenticationInfo } = await checking(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: takingOnce(db, "passkey", now),
      expectedOrigin: site.origin,
      expectedRPID: rpOf(site),
      credential: { id: identity.subject, publicKey, counter: identity.counter },
      requireUserVerification: true,
    }),
  );
  if (!verified) throw refused("The passkey's signature does not hold.");
  if (!(await advanceCounter(db, identity.subject, authenticationInfo.newCounter))) {
    throw refused("The passkey's counter did not go forward: there may be a copy of it.");
  }
  return name;
}

/** Takes the challenge that is in the answer, so that no answer serves twice. */
function takingOnce(db: Db, kind: "passkey" | "registration", now: number) {
  return async (challenge: string): Promise<boolean> => {
    if ((await useChallenge(db, kind, challenge, now)) !== null) return true;
    throw new PeersealError("challenge-invalid", "The challenge is unknown, used, or over.");
  };
}

async function checking<T>(check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (cause) {
    if (cause instanceof PeersealError) throw cause;
    // Whatever a stranger sends ends here; the library's words are about the answer, not about us.
    throw refused(cause instanceof Error ? cause.message : "The passkey's answer cannot be read.", cause);
  }
}

/** @throws PeersealError `sign-in-refused` where browsers make no passkeys. */
function rpOf({ hostname }: Site): string {
  if (isIP(hostname.replace(/^\[|\]$/g, "")) === 0) return hostname;
  throw refused("Passkeys belong to a name: open the registry as http://localhost instead of by a number.");
}

function refused(message: string, cause?: unknown): PeersealError {
  return new PeersealError("sign-in-refused", message, { cause });
}
