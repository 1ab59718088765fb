import tseslint from 'typescript-eslint';

const PACKAGES =
  '{core,protocol,server-kit,bus,bus-broker,client-sdk,registry-server,config-server,cli,samples,interop,bench}';

/** Formatting and syntax are Biome's; here stands only what needs types, and our own ceilings. */
export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', '**/*.{js,mjs,cjs}', '.vernal/**', 'coverage/**'],
  },
  {
    files: [`${PACKAGES}/{src,test,browser}/**/*.{ts,tsx}`],
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportAllDeclaration', message: 'Name what is exported.' },
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
      ],
    },
  },
  {
    files: [`${PACKAGES}/{src,browser}/**/*.{ts,tsx}`],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
      'max-params': ['error', 4],
      complexity: ['error', 10],
    },
  },
  {
    files: [
      '{core,protocol,server-kit,bus,bus-broker,client-sdk,registry-server,config-server,cli}/src/**/*.{ts,tsx}',
    ],
    ignores: ['core/src/time/{clock,timers}.ts', 'core/src/random.ts', '**/main.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'setTimeout', message: 'Take Timers.' },
        { name: 'setInterval', message: 'Take Timers.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take a Clock.' },
        { object: 'Math', property: 'random', message: 'Take a Random.' },
        { object: 'process', property: 'exit', message: 'Only main.ts ends the process.' },
      ],
    },
  },
);
