import { defineOptions, flag, list, type OptionsOf, records, text } from '@vernal/core/options';

/** Also read from each document of a file, for itself. */
export const configImports = list('spring.config.import', {
  default: [],
  description: 'Files that are read as well: paths, file:PATH or configtree:FOLDER/',
});

/** Which profiles a process has. */
export const profileOptions = defineOptions({
  activeProfiles: list('spring.profiles.active', {
    default: [],
    description: 'Profiles whose files are read as well; the last wins',
  }),
  includedProfiles: list('spring.profiles.include', {
    default: [],
    description: 'Profiles that are active besides, weaker than the others',
  }),
  profileGroups: records('spring.profiles.group', {
    description: 'Profiles that are active together with the one that a group is called by',
  }),
  defaultProfiles: list('spring.profiles.default', {
    default: ['default'],
    description: 'Profiles that are active when none is',
  }),
});

/** Which files hold options, under Spring Boot's names. */
export const optionFileOptions = defineOptions({
  configName: text('spring.config.name', {
    default: 'application',
    description: 'Name of the option files, without ending',
  }),
  applicationJson: text('spring.application.json', {
    description: 'Options as one JSON object, in the environment only',
  }),
  configLocations: list('spring.config.location', {
    default: ['optional:./', 'optional:./config/'],
    description: 'Folders (ending in /) and files that hold options, in place of the usual ones',
  }),
  additionalConfigLocations: list('spring.config.additional-location', {
    default: [],
    description: 'Folders and files that are read as well and win over the usual ones',
  }),
  configImports,
  isBootstrapRead: flag('spring.cloud.bootstrap.enabled', {
    default: true,
    description: 'Read the bootstrap files of older servers, too; all other files win over them',
  }),
  bootstrapName: text('spring.cloud.bootstrap.name', {
    default: 'bootstrap',
    description: 'Name of the bootstrap files, without ending',
  }),
  bootstrapLocations: list('spring.cloud.bootstrap.location', {
    default: ['optional:./', 'optional:./config/'],
    description: 'Folders (ending in /) and files that hold bootstrap options',
  }),
  ...profileOptions,
});

/** The values of {@link optionFileOptions}. */
export type OptionFileOptions = OptionsOf<typeof optionFileOptions>;
