import { defineOptions, flag, text } from '@vernal/core/options';

/** Options of the dashboard, under Spring's names (eureka-protocol 1.11, 7.1). */
export const dashboardOptions = defineOptions({
  dashboardEnabled: flag('eureka.dashboard.enabled', {
    default: true,
    description: 'Serve the dashboard',
  }),
  dashboardPath: text('eureka.dashboard.path', {
    default: '/',
    description: 'Where the dashboard is; lastn and its assets are below',
  }),
  environment: text('eureka.environment', {
    default: 'test',
    description: 'Name of the environment, as the dashboard shows it',
  }),
  datacenter: text('eureka.datacenter', {
    default: 'default',
    description: 'Name of the data centre, as the dashboard shows it',
  }),
});
