/** DNS, as far as it tells where registries are (`eureka.client.use-dns-for-fetching-service-urls`). */
export interface TextRecords {
  /** The words of all TXT records of a name; empty when there are none or DNS does not answer. Never rejects. */
  lookup(name: string): Promise<readonly string[]>;
}
