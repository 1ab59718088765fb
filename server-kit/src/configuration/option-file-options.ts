import { defineOptions, list, type OptionsOf, text } from '@vernal/core/options';

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
  activeProfiles: list('spring.profiles.active', {
    default: [],
    description: 'Profiles whose files are read as well; the last wins',
  }),
  defaultProfiles: list('spring.profiles.default', {
    default: ['default'],
    description: 'Profiles that are active when none is',
  }),
});

/** The values of {@link optionFileOptions}. */
export type OptionFileOptions = OptionsOf<typeof optionFileOptions>;
