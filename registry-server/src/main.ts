import { runDaemon } from '@vernal/server-kit';
import { registryDaemon } from './registry-daemon.ts';

process.exit(await runDaemon(registryDaemon));
