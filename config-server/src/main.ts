import { runDaemon } from '@vernal/server-kit';
import { configDaemon } from './config-daemon.ts';

process.exit(await runDaemon(configDaemon));
