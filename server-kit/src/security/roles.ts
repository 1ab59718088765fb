/** Every role there is; what each may do is the rule of each daemon (docs/security.md). */
export const ROLES = [
  'reader',
  'service',
  'peer',
  'operator',
  'encrypt',
  'decrypt',
  'push',
] as const;

/** What a caller may be allowed to do. */
export type Role = (typeof ROLES)[number];

/** The role that a text names, in any case and also with Spring's prefix: `ROLE_OPERATOR`. */
export function findRole(text: string): Role | undefined {
  const name = text.toLowerCase().replace(/^role_/, '');
  return ROLES.find((role) => role === name);
}
