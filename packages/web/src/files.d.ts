declare module "*?url" {
  /** Address of the file in the build. */
  const address: string;
  export default address;
}
