import type { OptionProblem } from '@vernal/core/options';
import type { ConfigOptions } from '../config-options.ts';
import { healthQueryProblems } from '../rollout/health-queries.ts';
import { backendProblems } from './backend-problems.ts';
import { hostingProblems } from './hosting-problems.ts';

/** Requests of operators, whose rights are others. */
const OPERATORS_PATH = /^\/actuator(?:\/|$)/i;

/** All that is wrong between options each of which can be read. */
export function optionProblems(options: ConfigOptions): readonly OptionProblem[] {
  return [
    ...backendProblems(options),
    ...hostingProblems(options),
    ...prefixProblems(options),
    ...healthQueryProblems(options.healthRepositories),
  ];
}

function prefixProblems({ prefix }: ConfigOptions): OptionProblem[] {
  if (!OPERATORS_PATH.test(prefix)) return [];
  const property = 'spring.cloud.config.server.prefix';
  return [{ property, problem: `"${prefix}" is taken by other requests` }];
}
