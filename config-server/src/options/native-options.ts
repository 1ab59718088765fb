import { flag, integer, list, type OptionsOf, text } from '@vernal/core/options';

/** A backend of plain folders. Names begin with `prefix`. */
export function nativeOptions(prefix: string) {
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

/** Plain folders as the options describe them. */
export type NativeOptions = OptionsOf<ReturnType<typeof nativeOptions>>;
