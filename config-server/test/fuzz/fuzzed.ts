import { fuzzWith } from '@vernal/server-kit/testing';

/** Inputs of the config server: signs of YAML, placeholders, cipher texts, paths. */
export const fuzzed = fuzzWith([
  ...['&a ', '*a', '<<: ', '? ', '- ', '|-\n  ', '>\n ', '!!int ', '!!binary ', '!!set ', '---\n'],
  ...['...\n', '%YAML 1.1\n', ': ', '  ', '0o7', '1_000', '2024-01-01', '.inf', '~', '#---\n'],
  ...[`\${`, `\${a}`, `\${a:`, `\${a:\${b}}`, `\\\${`, '\\\n', '\\u00', '[0]', 'a[0].b', 'a.b'],
  ...['{cipher}', '{key:', '{plain}', '{secret:x}', '{name:x}', 'AQA', 'ff', '=='],
  ...['(_)', '..%2f', '%252e', ';a=b', '.git/', '-dev.yml', '.json', 'default', 'HEAD', ',', '?'],
  ...['spring.config.activate.on-profile: ', 'spring.profiles.include: ', '!', '&', '(', ')'],
  ...['commits', 'added', 'path', 'push', 'changes', 'propertySources', 'source', 'origin'],
]);
