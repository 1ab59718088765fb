export {
  ACTUATOR_MEDIA_TYPE,
  aggregateStatus,
  type Health,
  type HealthReport,
  type HealthStatus,
  httpStatusOf,
} from './health.ts';
