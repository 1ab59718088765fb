import { once } from 'node:events';
import { RemoteRepository } from '../../../src/adapters/git/remote-repository.ts';
import { repositorySettings } from '../../repository-settings.ts';

/** Opens the mirror of a repository when it is told to, and fetches into it for as long as it lives. */
const [, , uri = '', folder = ''] = process.argv;
process.on('disconnect', () => process.exit());
process.send?.('ready');
await once(process, 'message');
const repository = new RemoteRepository(repositorySettings({ uri, folder }));
await repository.start();
for (;;) await repository.fetch();
