import { useEffect, useState } from "react";

const SECOND_MS = 1_000;
const now = () => Math.floor(Date.now() / SECOND_MS);

/** The present second of Unix time: what can be done about a thing changes while somebody looks at it. */
export function useNow(): number {
  const [second, setSecond] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setSecond(now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return second;
}
