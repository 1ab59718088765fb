import { runDaemon } from '@vernal/server-kit';
import { sampleDaemon } from './sample-daemon.ts';

await runDaemon(sampleDaemon);
