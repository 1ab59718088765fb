import type { PropertyValue } from '@vernal/protocol/config';

/** What the answers of Spring's release trains differ in, as far as they were recorded. */
export interface AnswerRules {
  /** `state` of what comes from Git (config-protocol 2.1). */
  readonly gitState: string | null;
  /** What stands for an empty list; everywhere but in answers it counts as the empty text (config-protocol 2.5). */
  readonly emptyList: PropertyValue;
  /** The labels that the label of a request names. */
  readonly labelsIn: (label: string) => readonly string[];
}

/** The release trains whose answers are known. */
type ReleaseTrain = '2025.0' | '2021.0';

export const ANSWER_RULES: Readonly<Record<ReleaseTrain, AnswerRules>> = {
  '2025.0': { gitState: '', emptyList: '', labelsIn: (label) => label.split(',') },
  '2021.0': { gitState: null, emptyList: [], labelsIn: (label) => [label] },
};

/** Where nothing else is asked for. */
export const NEWEST_ANSWERS = ANSWER_RULES['2025.0'];
