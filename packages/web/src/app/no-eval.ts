/**
 * Keeps Zod from trying whether it may compile code: the policy of the page forbids that, and the browser reports every
 * attempt as an attack. Read when Zod is loaded, so this module comes first.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
