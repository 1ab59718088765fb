import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { addCipherCommand } from './cipher-command.ts';
import { addConfigCheck } from './config-check.ts';
import { addConfigExposure } from './config-exposure.ts';
import { addConfigGet } from './config-get.ts';
import { addConfigDiff, addConfigHistory } from './config-history.ts';
import { addConfigPins } from './config-pins.ts';
import { addConfigRollout } from './config-rollout.ts';
import { addConfigRotate } from './config-rotate.ts';
import { decrypt } from './decrypt.ts';
import { encrypt } from './encrypt.ts';

/** `vernal config ...`: everything about configuration that a config server is asked. */
export function addConfigCommand(program: Command, terminal: Terminal): void {
  const config = program
    .command('config')
    .description('look at configuration, and decide which commit is in force');
  addConfigGet(config, terminal);
  addConfigHistory(config, terminal);
  addConfigDiff(config, terminal);
  addConfigPins(config, terminal);
  addConfigRollout(config, terminal);
  addConfigCheck(config, terminal);
  for (const command of [encrypt, decrypt]) addCipherCommand(config, terminal, command);
  addConfigRotate(config, terminal);
  addConfigExposure(config, terminal);
}
