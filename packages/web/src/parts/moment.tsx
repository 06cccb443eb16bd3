import { useFormat } from "../language/format.js";

/** A time with its zone. `at`: seconds of Unix time. */
export function Moment({ at }: { readonly at: number }) {
  const { moment } = useFormat();
  return <time dateTime={new Date(at * 1000).toISOString()}>{moment(at)}</time>;
}

/** A day in UTC. */
export function Day({ at }: { readonly at: number }) {
  const { day } = useFormat();
  return <time dateTime={new Date(at * 1000).toISOString().slice(0, 10)}>{day(at)}</time>;
}
