import { runDaemon } from '@vernal/server-kit';
import { createSampleDaemon } from './sample-daemon.ts';

process.exit(await runDaemon(createSampleDaemon()));
