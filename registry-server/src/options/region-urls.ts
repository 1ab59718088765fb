import { fail, type Outcome, succeed } from '@vernal/core';
import { list, type Option, records } from '@vernal/core/options';

const NAME = 'eureka.server.remote-region-urls-with-name';
const DESCRIPTION = 'Service URLs of the registries of other regions, by the name of the region';

/**
 * Regions and their URLs, as Spring writes them (`urls-with-name.us-west: http://...`) or as Netflix does
 * (`us-west;http://...,eu;http://...`). Names are compared in lower case.
 */
export const regionUrls: Option<ReadonlyMap<string, string>> = {
  name: NAME,
  aliases: [],
  kind: 'URLs by name',
  description: DESCRIPTION,
  covers: () => true,
  bind(source) {
    const written = list(NAME, { default: [], description: DESCRIPTION }).bind(source);
    const named = records(NAME, { description: DESCRIPTION }).bind(source);
    if (!written.ok) return written;
    if (!named.ok) return named;
    const pairs =
      written.value.length > 0 ? written.value.map(splitPair) : Object.entries(named.value);
    const urls = new Map<string, string>();
    for (const [name, url] of pairs) {
      const checked = checkUrl(name, url);
      if (!checked.ok) return fail([{ property: NAME, problem: checked.problem }]);
      urls.set(name.toLowerCase(), url);
    }
    return succeed(urls);
  },
};

function splitPair(pair: string): readonly [string, string] {
  const mark = pair.indexOf(';');
  return mark < 0 ? [pair, ''] : [pair.slice(0, mark).trim(), pair.slice(mark + 1).trim()];
}

function checkUrl(name: string, url: string): Outcome<undefined, string> {
  const isHttp = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return isHttp ? succeed(undefined) : fail(`the region "${name}" has no http or https URL`);
}
