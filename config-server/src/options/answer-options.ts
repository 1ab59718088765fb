import { oneOf } from '@vernal/core/options';

/** Options of how answers are written. */
export const answerOptions = {
  releaseTrain: oneOf('vernal.config.release-train', ['2025.0', '2021.0'], {
    default: '2025.0',
    description: 'Answer as a Java server of this release train does',
  }),
};
