export { type Endpoint, parseEndpoint } from '../endpoint/endpoint.ts';
export {
  createHttpExchange,
  type HttpExchange,
  type HttpExchangeOptions,
  type ServerReply,
} from '../endpoint/http-exchange.ts';
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
