import type { ReactNode } from "react";

/** A name and its value; a value of null leaves the line out. */
export type Fact = readonly [name: string, value: ReactNode];

/** Names with values, as a list of terms. */
export function Facts({ of }: { readonly of: readonly Fact[] }) {
  const shown = of.filter(([, value]) => value !== null && value !== undefined);
  return (
    <dl className="facts">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
