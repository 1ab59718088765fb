/** What a bus id is made of (bus-protocol A.2). */
export interface BusIdParts {
  /** `application` by default. */
  readonly application?: string;
  /** The active profiles as given, `dev,cloud`; blank or absent: none. */
  readonly profiles?: string;
  /** Usually the port; 8080 by default. */
  readonly index?: string | number;
  /** What tells this process from others of the same index: 32 hexadecimal digits by default of Spring. */
  readonly instance: string;
}

/** Where Spring looks for the index, the first that is set. */
const INDEX_PROPERTIES = [
  'vcap.application.instance_index',
  'spring.application.index',
  'local.server.port',
  'server.port',
];

/** The identity of a participant: `name[:profiles]:index:instance`. */
export function composeBusId(parts: BusIdParts): string {
  const { application = 'application', profiles = '', index = 8080, instance } = parts;
  return [application, ...(profiles.trim() === '' ? [] : [profiles]), index, instance].join(':');
}

/**
 * The bus id that Spring composes from these settings. One difference: a name that is set but empty
 * gets a random part like any other, where Spring leaves the text of its placeholder.
 *
 * @param settings property names to values, as they are in force
 * @param random unique for this process
 */
export function busIdFromSettings(
  settings: Readonly<Record<string, string | undefined>>,
  random: string,
): string {
  const explicit = settings['spring.cloud.bus.id'];
  if (explicit !== undefined) return explicit;

  const platformName = settings['vcap.application.name'];
  const application = platformName ?? settings['spring.application.name'];
  const profiles = platformName === undefined ? settings['spring.profiles.active'] : undefined;
  const index = INDEX_PROPERTIES.map((name) => settings[name]).find((value) => value !== undefined);
  return composeBusId({
    ...(application === undefined ? {} : { application }),
    ...(profiles === undefined ? {} : { profiles }),
    ...(index === undefined ? {} : { index }),
    instance: settings['vcap.application.instance_id'] ?? random,
  });
}
