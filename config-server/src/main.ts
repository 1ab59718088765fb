import { runDaemon } from '@vernal/server-kit';
import { configDaemon } from './config-daemon.ts';

void runDaemon(configDaemon);
