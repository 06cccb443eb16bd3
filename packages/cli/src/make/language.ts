import { PeersealError } from "@peerseal/sdk";
import type { CertificateLanguage } from "@peerseal/sdk/certificate";
import type { Surroundings } from "../surroundings.js";

/**
 * The language of what is made: as it was said, else that of the user's surroundings.
 *
 * @throws PeersealError `usage-invalid` for another one than `en` and `ja`.
 */
export function languageFrom(
  { language }: { readonly language?: string },
  { env }: Pick<Surroundings, "env">,
): CertificateLanguage {
  if (language === "en" || language === "ja") return language;
  if (language !== undefined) throw new PeersealError("usage-invalid", "--language takes en or ja.");
  return (env.LC_ALL || env.LC_MESSAGES || env.LANG || "").startsWith("ja") ? "ja" : "en";
}
