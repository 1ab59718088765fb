import { flag, integer, list, type OptionTable, text } from '@vernal/core/options';

/** Plain folders as the options describe them. */
export interface NativeOptions {
  readonly searchLocations: readonly string[];
  readonly addLabelLocations: boolean;
  readonly nativeDefaultLabel: string;
  readonly version: string | undefined;
  readonly nativeOrder: number | undefined;
}

/** A backend of plain folders. Names begin with `prefix`. */
export function nativeOptions(prefix: string): OptionTable<NativeOptions> {
  return {
    searchLocations: list(`${prefix}search-locations`, {
      default: [],
      description: 'Folders or file: URLs of folders; {application}, {profile}, {label} work',
    }),
    addLabelLocations: flag(`${prefix}add-label-locations`, {
      default: true,
      description: 'Search the folder named as the label in each search location, too',
    }),
    nativeDefaultLabel: text(`${prefix}default-label`, {
      default: 'master',
      description: 'Label when a request names none',
    }),
    version: text(`${prefix}version`, { description: 'Version that environments carry' }),
    nativeOrder: integer(`${prefix}order`, {
      description: 'Place among several backends; the lowest is strongest',
    }),
  };
}
