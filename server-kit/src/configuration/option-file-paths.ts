import { extname } from 'node:path';

/** From the weakest to the strongest when several stand side by side, as in Spring Boot. */
const ENDINGS = ['.yml', '.yaml', '.properties'];

/** A file or, when it ends in a slash, a folder that holds option files. */
export interface OptionLocation {
  readonly path: string;
  readonly optional: boolean;
}

/** Reads `optional:file:./config/` as Spring Boot writes locations. */
export function parseLocation(written: string): OptionLocation {
  const optional = written.startsWith('optional:');
  const rest = optional ? written.slice('optional:'.length) : written;
  return { optional, path: rest.replace(/^file:(?:\/\/(?=\/))?/, '') };
}

/** Paths where options may stand, from the weakest to the strongest: profiles after files of no profile. */
export function optionFilePaths(
  locations: readonly OptionLocation[],
  name: string,
  profiles: readonly string[],
): readonly string[] {
  return ['', ...profiles.map((profile) => `-${profile}`)].flatMap((suffix) =>
    locations.flatMap(({ path }) =>
      path.endsWith('/')
        ? ENDINGS.map((ending) => `${path}${name}${suffix}${ending}`)
        : [withSuffix(path, suffix)],
    ),
  );
}

function withSuffix(path: string, suffix: string): string {
  const ending = extname(path);
  return `${path.slice(0, path.length - ending.length)}${suffix}${ending}`;
}
