import { integer } from '@vernal/core/options';

/** How much Git hosts are asked, and how much of them is kept. */
export const gitHostOptions = {
  checksPerHost: integer('vernal.config.checks-per-host', {
    default: 8,
    min: 1,
    description:
      'Checks and first fetches of repositories of one Git host at once; more wait in line',
  }),
  pollsPerMinute: integer('vernal.config.polls-per-minute', {
    default: 60,
    min: 1,
    description: 'Checks of repositories of one Git host that nobody asked for',
  }),
  historyDepth: integer('vernal.config.history-depth', {
    min: 1,
    description:
      'Commits of each label that mirrors hold, all when not set; with it there is no history',
  }),
};
