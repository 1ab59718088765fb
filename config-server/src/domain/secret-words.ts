/**
 * What names of secrets are made of, as a part of a regular expression. Whoever shows values masks each name that has
 * such a word anywhere; whoever warns of secrets in clear looks for names that end in one, so as not to cry wolf about
 * `token-ttl`.
 */
export const SECRET_WORDS = 'password|passwd|pwd|passphrase|secret|token|credential';
