/** What goes on in a broker at this moment. */
export interface BrokerTraffic {
  /** The MQTT port in use; 0 while it does not listen. */
  readonly port: number;
  /** Clients that are connected and authenticated. */
  readonly clients: number;
  /** Subscriptions of connected clients. */
  readonly subscriptions: number;
  /** Topics with a retained message. */
  readonly retained: number;
  /** Messages that clients published since the start. */
  readonly published: number;
  /** Connections that were ended for what they sent, or for wrong credentials, since the start. */
  readonly refused: number;
}
