import assert from 'node:assert/strict';
import { namedQueries } from '../../src/domain/named-applications.ts';

function texts(changed: readonly string[], all = changed, registered: readonly string[] = []) {
  const searches = (_query: unknown, folder: string) => folder !== 'docs/';
  return namedQueries({ changed, all, searches }, registered).map(
    ({ application, profiles }) => `${application}/${profiles}`,
  );
}

describe('the applications that a changed file may concern', () => {
  it('are those whose name it may begin with', () => {
    assert.deepEqual(texts(['orders.yml']), ['orders/default']);
    assert.deepEqual(texts(['teams/a/orders-prod-eu.properties']), [
      'orders-prod-eu/default',
      'orders/prod-eu',
      'orders-prod/eu',
    ]);
    assert.deepEqual(texts(['orders.yml', 'orders.properties']), ['orders/default']);
  });

  it('are none for a file that configures nothing', () => {
    assert.deepEqual(texts(['README.md', 'nginx.conf', '.yml', '-x.yml', 'x-.yml', 'yml']), [
      '-x/default',
      'x-/default',
    ]);
  });

  it('are none for a file in a folder that is not searched', () => {
    assert.deepEqual(texts(['docs/orders.yml']), []);
    assert.deepEqual(texts(['application.yml'], ['docs/orders.yml', 'billing.yml']), [
      'billing/default',
    ]);
  });

  it('are all that have a file or are registered, if the file is a shared one', () => {
    const all = ['application.yml', 'orders.yml', 'README.md'];
    assert.deepEqual(texts(['application.yml'], all, ['billing']), [
      'billing/default',
      'orders/default',
    ]);
    assert.deepEqual(texts(['x/application-prod.yml'], all), ['orders/prod']);
  });
});
