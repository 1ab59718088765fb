/** An instance of the benchmark's fleet. */
export interface FleetInstance {
  readonly app: string;
  readonly id: string;
  readonly hostName: string;
}

const instancesPerApplication = 10;

/** The instance of that number in every fleet that is large enough; ten are one application. */
export function instanceAt(index: number): FleetInstance {
  const app = `SERVICE-${Math.floor(index / instancesPerApplication)}`;
  const hostName = `host-${index}.example.test`;
  return { app, hostName, id: `${hostName}:${app.toLowerCase()}:8080` };
}
