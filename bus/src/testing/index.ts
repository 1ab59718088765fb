export {
  type BusTransportHarness,
  describeBusTransport,
} from './bus-transport-contract.ts';
