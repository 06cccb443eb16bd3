/** Once one has answered, the others have so long to do so too: a silent one does not hold up the rest. */
const LATECOMERS_MS = 1_000;

/** Asks all at once. What was answered, in the order of those asked; null answers are left out. */
export async function gather<M, T extends object>(
  members: readonly M[],
  ask: (member: M) => Promise<T | null>,
): Promise<readonly T[]> {
  const answers: (T | null)[] = members.map(() => null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let enough: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const asking = members.map(async (member, i) => {
    const answer = await ask(member);
    answers[i] = answer;
    if (answer !== null) timer ??= setTimeout(enough, LATECOMERS_MS);
  });
  await Promise.race([Promise.all(asking), late]);
  clearTimeout(timer);
  return answers.filter((answer): answer is T => answer !== null);
}
