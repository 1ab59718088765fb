export {
  createEurekaExchange,
  type EurekaExchange,
  type EurekaExchangeOptions,
} from './eureka-exchange.ts';
export type {
  Absent,
  Done,
  Failure,
  FetchOutcome,
  LeaseOutcome,
  Refused,
  RegisterOutcome,
  Unavailable,
  UnknownInstance,
} from './exchange-outcome.ts';
