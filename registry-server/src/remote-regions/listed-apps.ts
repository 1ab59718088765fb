/**
 * The applications listed from a region, in upper case (`eureka.server.remote-region-app-whitelist`): those under
 * its name, else those under `global`; undefined: all. A value is a list with commas or one element of a list.
 */
export function listedApps(
  written: Readonly<Record<string, string>>,
  region: string,
): ReadonlySet<string> | undefined {
  return appsUnder(written, region) ?? appsUnder(written, 'global');
}

function appsUnder(
  written: Readonly<Record<string, string>>,
  region: string,
): ReadonlySet<string> | undefined {
  const values = Object.entries(written).filter(([key]) => {
    const [name = ''] = key.split('[');
    return name.toLowerCase() === region;
  });
  if (values.length === 0) return undefined;
  const names = values.flatMap(([, value]) => value.split(',')).map((name) => name.trim());
  return new Set(names.filter((name) => name !== '').map((name) => name.toUpperCase()));
}
