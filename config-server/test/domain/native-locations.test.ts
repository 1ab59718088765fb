import assert from 'node:assert/strict';
import { foreignLocations, nativeLocations } from '../../src/domain/native-locations.ts';

function read(locations: string[], addLabelLocations = true) {
  const absolute = (path: string) => (path.startsWith('/') ? path : `/home/ann/${path}`);
  return nativeLocations(locations, { addLabelLocations, absolute });
}

describe('the search locations of a native backend', () => {
  it('are folders or file: URLs, and the folder of the label in each, stronger than all', () => {
    assert.deepEqual(read(['file:/srv/config', 'file:///etc/app/', 'here']), {
      roots: ['/srv/config/', '/etc/app/', '/home/ann/here/'],
      searchPaths: [
        '/srv/config/',
        '/etc/app/',
        '/home/ann/here/',
        '/srv/config/{label}/',
        '/etc/app/{label}/',
        '/home/ann/here/{label}/',
      ],
    });
  });

  it('have no folders of labels where the options say so', () => {
    assert.deepEqual(read(['/srv'], false).searchPaths, ['/srv/']);
  });

  it('are looked into before their first placeholder or wildcard; those have no folders of labels', () => {
    const locations = ['/srv', '/srv/{application}/', '/opt/team-{profile}', '/var/a/team-*'];
    const { roots, searchPaths } = read(locations);
    assert.deepEqual(roots, ['/srv/', '/opt/', '/var/a/']);
    assert.deepEqual(searchPaths, [
      ...['/srv/', '/srv/{application}/', '/opt/team-{profile}/', '/var/a/team-*/'],
      ...['/srv/{label}/', '/var/a/team-*/{label}/'],
    ]);
  });

  it('are looked into once where one lies in another', () => {
    assert.deepEqual(read(['/srv/team/a', '/srv', '/srv-2', '/srv/']).roots, ['/srv/', '/srv-2/']);
  });

  it('are on this machine', () => {
    const locations = ['/srv', 'classpath:/config', 'file:here', 'https://git.example.org/a'];
    assert.deepEqual(foreignLocations(locations), [
      'classpath:/config',
      'https://git.example.org/a',
    ]);
  });
});
