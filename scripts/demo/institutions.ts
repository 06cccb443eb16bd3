import type { Kind } from "@peerseal/sdk";

/** A member of the demo network. Invented; no real institution bears the name. */
export type DemoInstitution = {
  readonly id: number;
  readonly slug: string;
  readonly name: Readonly<Record<string, string>>;
  readonly domain: string;
  readonly country: string;
  readonly kind: Exclude<Kind, "none">;
  /** Days after the network's first day; 0: a founder. */
  readonly admittedDay: number;
};

const of = (
  id: number,
  slug: string,
  kind: DemoInstitution["kind"],
  country: string,
  admittedDay: number,
  name: Readonly<Record<string, string>>,
): DemoInstitution => ({ id, slug, name, domain: `${slug}.example`, country, kind, admittedDay });

export const INSTITUTIONS: readonly DemoInstitution[] = [
  of(1, "iyonada", "provider", "JP", 0, { en: "Iyonada University", ja: "伊予灘大学" }),
  of(2, "tosabay", "provider", "JP", 0, { en: "Tosa Bay Nursing College", ja: "土佐湾看護大学" }),
  of(3, "shirakami", "provider", "JP", 0, { en: "Shirakami Institute of Technology", ja: "白神工科大学" }),
  of(4, "santelmo", "provider", "PH", 3, { en: "San Telmo State University" }),
  of(5, "serra-alta", "provider", "PT", 3, { en: "University of Serra Alta", pt: "Universidade da Serra Alta" }),
  of(6, "saarelaid", "provider", "EE", 5, {
    en: "Saarelaid University of Applied Sciences",
    et: "Saarelaiu Rakenduskõrgkool",
  }),
  of(7, "southern-fiords", "provider", "NZ", 9, { en: "Southern Fiords Polytechnic" }),
  of(8, "hoyo", "employer", "JP", 30, { en: "Hoyo Marine Cooperative", ja: "豊予舶用工業協同組合" }),
];

/** The name that the chain holds: the official one, as governance attested it. */
export function chainName(institution: DemoInstitution): string {
  const { en, ...others } = institution.name;
  const [own] = Object.values(others);
  return own === undefined ? (en ?? "") : `${en} (${own})`;
}
