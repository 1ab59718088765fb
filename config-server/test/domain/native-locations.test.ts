import assert from 'node:assert/strict';
import { nativeLocations } from '../../src/domain/native-locations.ts';

function read(locations: string[], addLabelLocations = true) {
  const absolute = (path: string) => (path.startsWith('/') ? path : `/home/ann/${path}`);
  return nativeLocations(locations, { addLabelLocations, absolute });
}

describe('the search locations of a native backend', () => {
  it('are folders or file: URLs, and the folder of the label in each, stronger than all', () => {
    assert.deepEqual(read(['file:/srv/config', 'file:///etc/app/', 'here']), {
      ok: true,
      value: {
        roots: ['/srv/config/', '/etc/app/', '/home/ann/here/'],
        searchPaths: [
          '/srv/config/',
          '/etc/app/',
          '/home/ann/here/',
          '/srv/config/{label}/',
          '/etc/app/{label}/',
          '/home/ann/here/{label}/',
        ],
      },
    });
  });

  it('are looked into before their first placeholder; those have no folders of labels', () => {
    const outcome = read(['/srv', '/srv/{application}/', '/opt/team-{profile}'], false);
    assert.ok(outcome.ok);
    assert.deepEqual(outcome.value.roots, ['/srv/', '/opt/']);
    assert.deepEqual(outcome.value.searchPaths, [
      '/srv/',
      '/srv/{application}/',
      '/opt/team-{profile}/',
    ]);
  });

  it('are on this machine', () => {
    assert.deepEqual(read(['/srv', 'classpath:/config']), {
      ok: false,
      problem: 'classpath:/config',
    });
  });
});
