/** Which profiles a process is told to have. */
export interface OwnProfiles {
  /** `spring.profiles.active`, else `spring.profiles.default`. */
  readonly active: readonly string[];
  /** `spring.profiles.include`: weaker than the active ones. */
  readonly included: readonly string[];
  /** `spring.profiles.group.NAME` and `.NAME[n]`, by what follows `group.`. */
  readonly groups: Readonly<Record<string, string>>;
}

/** All profiles, weakest first, each once; the members of a group come right after it, as in Spring Boot. */
export function expandOwnProfiles({ active, included, groups }: OwnProfiles): readonly string[] {
  const members = membersByGroup(groups);
  const expanded = new Set<string>();
  const add = (profile: string) => {
    if (expanded.has(profile)) return;
    expanded.add(profile);
    members.get(profile)?.forEach(add);
  };
  [...included, ...active].forEach(add);
  return [...expanded];
}

function membersByGroup(groups: OwnProfiles['groups']): Map<string, readonly string[]> {
  const members = new Map<string, readonly string[]>();
  for (const [name, text] of Object.entries(groups)) {
    const group = name.replace(/\[\d+\]$/, '');
    const named = text.split(',').map((profile) => profile.trim());
    members.set(group, [...(members.get(group) ?? []), ...named.filter(Boolean)]);
  }
  return members;
}
