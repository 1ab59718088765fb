import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { signatureOf } from '../../catalog/price-list.ts';
import { encrypt } from '../demo-encryption.ts';
import { waitUntil } from '../wait-until.ts';
import { pushChange, setLine } from './push-change.ts';
import { settingsOf } from './sample-answers.ts';
import { expect, type TourStep } from './tour.ts';

export const encryptedValue: TourStep = {
  title: 'An encrypted value arrives decrypted',
  async perform({ demo }) {
    const clear = `tour-${process.pid}`;
    const cipherText = await encrypt(clear, demo.folder.keyFile);
    await pushChange(demo, 'catalog.yml', setLine('key', `'${cipherText}'`));
    const stored = await readFile(path.join(demo.folder.clone, 'catalog.yml'), 'utf8');
    expect(!stored.includes(clear), 'the value stands in clear in the repository');

    const wanted = signatureOf('catalog', clear);
    for (const name of ['catalog-1', 'catalog-2'] as const) {
      const signs = await waitUntil(
        async () => (await settingsOf(demo, name)).signature === wanted,
        5_000,
      );
      expect(signs, `${name} does not sign with the new key`);
    }
    return `stored as ${cipherText.slice(0, 16)}…, both catalogs sign with the clear key: ${wanted}`;
  },
};
