/** What a browser or proxy would have resolved: no such path, rather than a strange name. */
export const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;
