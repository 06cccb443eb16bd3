export function withWaitLock<T>(path: string, onWait: (pid: number) => void, work: () => Promise<T>): Promise<T>;
