/** Everything that a command reads or writes beside files and the chain. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder in which relative paths are meant. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Results. */
  readonly out: (text: string) => void;
  /** Talk. */
  readonly err: (text: string) => void;
  readonly colours: boolean;
};
