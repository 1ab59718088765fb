/** Variables that tell a platform: all of a list together, any list of a platform. In the order of Spring Boot. */
const SIGNS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  cloud_foundry: [['VCAP_APPLICATION'], ['VCAP_SERVICES']],
  heroku: [['DYNO']],
  nomad: [['NOMAD_ALLOC_ID']],
  kubernetes: [['KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT']],
  azure_app_service: [
    ['WEBSITE_SITE_NAME', 'WEBSITE_INSTANCE_ID', 'WEBSITE_RESOURCE_GROUP', 'WEBSITE_SKU'],
  ],
};

/** The platform of a server that is on none. */
export const NO_PLATFORM = 'none';

/** The platform that a server with these environment variables runs on, `none` without one (config-protocol 2.6). */
export function cloudPlatformOf(variables: Readonly<Record<string, string | undefined>>): string {
  const isSet = (name: string) => variables[name] !== undefined;
  const found = Object.entries(SIGNS).find(([, signs]) => signs.some((all) => all.every(isSet)));
  return found?.[0] ?? NO_PLATFORM;
}

/** `Azure-App-Service` and `azure_app_service` are one, as in all of Spring's names. */
export function isPlatform(written: string, platform: string): boolean {
  return uniform(written) === uniform(platform);
}

function uniform(platform: string): string {
  return platform.toLowerCase().replaceAll(/[_-]/g, '');
}
