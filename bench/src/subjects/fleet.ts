/** An instance of the benchmark's fleet. */
export interface FleetInstance {
  readonly app: string;
  readonly id: string;
  readonly hostName: string;
}

const instancesPerApplication = 10;

/** `size` instances, ten to an application. */
export function fleetOf(size: number): FleetInstance[] {
  return Array.from({ length: size }, (_, index) => {
    const app = `SERVICE-${Math.floor(index / instancesPerApplication)}`;
    const hostName = `host-${index}.example.test`;
    return { app, hostName, id: `${hostName}:${app.toLowerCase()}:8080` };
  });
}
