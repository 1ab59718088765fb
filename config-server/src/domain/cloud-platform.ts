type Variables = Readonly<Record<string, string | undefined>>;

const SERVICE_HOST = '_SERVICE_HOST';
const SERVICE_PORT = '_SERVICE_PORT';

/** The platform of a server that is on none. */
export const NO_PLATFORM = 'none';

/** The platform that a server with these environment variables runs on, `none` without one (config-protocol 2.6). */
export function cloudPlatformOf(variables: Variables): string {
  const isSet = (name: string) => variables[name] !== undefined;
  const found = Object.entries(signsAmong(variables)).find(([, signs]) =>
    signs.some((all) => all.every(isSet)),
  );
  return found?.[0] ?? NO_PLATFORM;
}

/** Variables that tell a platform: all of a list together, any list of a platform. In the order of Spring Boot. */
function signsAmong(variables: Variables): Readonly<Record<string, readonly string[][]>> {
  return {
    cloud_foundry: [['VCAP_APPLICATION'], ['VCAP_SERVICES']],
    heroku: [['DYNO']],
    sap: [['HC_LANDSCAPE']],
    nomad: [['NOMAD_ALLOC_ID']],
    kubernetes: servicePairs(variables),
    azure_app_service: [
      ['WEBSITE_SITE_NAME', 'WEBSITE_INSTANCE_ID', 'WEBSITE_RESOURCE_GROUP', 'WEBSITE_SKU'],
    ],
  };
}

/** `ORDERS_SERVICE_HOST` with `ORDERS_SERVICE_PORT`, as Kubernetes sets them for each service. */
function servicePairs(variables: Variables): string[][] {
  const hosts = Object.keys(variables).filter((name) => name.endsWith(SERVICE_HOST));
  return hosts.map((host) => [host, host.slice(0, -SERVICE_HOST.length) + SERVICE_PORT]);
}

/** `Azure-App-Service` and `azure_app_service` are one, as in all of Spring's names. */
export function isPlatform(written: string, platform: string): boolean {
  return uniform(written) === uniform(platform);
}

function uniform(platform: string): string {
  return platform.toLowerCase().replaceAll(/[_-]/g, '');
}
