/** Whether `node_modules` is what the lockfile of the folder says, for this Node and platform. */
export function isInstalled(root: string): boolean;
/** Installs what the lockfile says; npm's output goes to stderr. Tells whether it worked. */
export function install(root: string): Promise<boolean>;
