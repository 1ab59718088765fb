import type { ListFormat } from '@vernal/protocol/eureka';
import { type Lease, servedInstance } from '../domain/lease.ts';

/** An application as it stands in lists, with these instances. */
export function listedApplication(
  format: ListFormat,
  name: string,
  leases: Iterable<Lease>,
): string {
  const instances = Array.from(leases, (lease) => format.listedInstance(servedInstance(lease)));
  return format.listedApplication(name, instances);
}
