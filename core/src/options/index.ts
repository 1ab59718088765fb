export { bindOptions, describeProblem } from './bind-options.ts';
export { bindTable } from './bind-table.ts';
export { flagLayer, strayArguments } from './flag-layer.ts';
export { findInertNames, type InertNames } from './inert-names.ts';
export { dataSize } from './kinds/data-size.ts';
export { type DecimalLimits, decimal } from './kinds/decimal.ts';
export { type DurationRule, type DurationUnit, duration, parseDuration } from './kinds/duration.ts';
export { flag } from './kinds/flag.ts';
export { inert } from './kinds/inert.ts';
export { type IntegerLimits, integer } from './kinds/integer.ts';
export { list } from './kinds/list.ts';
export { objects } from './kinds/objects.ts';
export { objectsByName } from './kinds/objects-by-name.ts';
export { oneOf } from './kinds/one-of.ts';
export { records } from './kinds/records.ts';
export { secret, text } from './kinds/text.ts';
export {
  defineOptions,
  type Option,
  type OptionDetails,
  type OptionDetailsWithDefault,
  type OptionProblem,
  type OptionsOf,
  type OptionTable,
  optionsIn,
} from './option.ts';
export {
  type EntryBelow,
  environmentLayer,
  type LayerKind,
  namedLayer,
  type OptionEntry,
  type OptionLayer,
} from './option-layer.ts';
export { type OptionSource, stackLayers } from './option-source.ts';
export { type Lookup, resolvePlaceholders } from './placeholders.ts';
export {
  environmentNames,
  formatPropertyName,
  type PropertyName,
  parsePropertyName,
  uniformName,
} from './property-name.ts';
export { renderOptions } from './render-options.ts';
export { type Settings, settingsLayer } from './settings-layer.ts';
export { findUnknownNames, type UnknownNames } from './unknown-names.ts';
