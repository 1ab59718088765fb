/**
 * Asks a registry for its own instances only. Without it two registries that know each other as regions would
 * hand each other's instances back for ever, long after these have ended.
 */
export const LOCAL_ONLY = { name: 'x-vernal-regions', value: 'none' } as const;
