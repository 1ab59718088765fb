/** Whether a name is the pattern, or begins with what stands before its final `*`. Case counts. */
export function matchesPattern(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
