import { runDaemon } from '@vernal/server-kit';
import { registryDaemon } from './registry-daemon.ts';

void runDaemon(registryDaemon);
