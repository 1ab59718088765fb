/** The id of an object, SHA-1 or SHA-256: no name of a branch, no option. */
export const FULL_ID = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
