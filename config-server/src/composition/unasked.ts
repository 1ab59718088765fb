import type { ConfigOptions } from '../config-options.ts';
import { isUriTemplate } from '../domain/uri-template.ts';
import {
  UnaskedApplications,
  type UnaskedApplicationsParts,
} from '../rollout/unasked-applications.ts';

/**
 * Looks for applications that never asked; undefined where an address has placeholders: a repository would be opened
 * for every name that a file might stand for.
 */
export function lookForUnasked(
  options: ConfigOptions,
  parts: UnaskedApplicationsParts,
): UnaskedApplications | undefined {
  const repositories = [options, ...options.composite];
  const teams = repositories.flatMap(({ teamRepositories }) => [...teamRepositories.values()]);
  const uris = [...repositories, ...teams].flatMap(({ uri }) => uri ?? []);
  return uris.some(isUriTemplate) ? undefined : new UnaskedApplications(parts);
}
