/** Who may import whom (docs/architecture.md). Package rules follow the table, room rules the arrow. */
const MAY_USE = {
  core: [],
  protocol: ['core'],
  'server-kit': ['core', 'protocol'],
  bus: ['core', 'protocol'],
  'bus-broker': ['core', 'protocol', 'server-kit', 'bus'],
  'client-sdk': ['core', 'protocol', 'bus'],
  'registry-server': ['core', 'protocol', 'server-kit', 'bus', 'client-sdk/src/eureka'],
  'config-server': ['core', 'protocol', 'server-kit', 'bus', 'client-sdk/src/eureka'],
  cli: [
    'core',
    'protocol',
    'server-kit',
    'bus-broker',
    'registry-server',
    'config-server',
    'client-sdk',
  ],
  samples: ['client-sdk'],
};
const OURS = [...Object.keys(MAY_USE), 'interop', 'bench'];
const DAEMONS = '(?:registry-server|config-server|bus-broker)';

const packageRules = Object.entries(MAY_USE).map(([name, allowed]) => {
  const forbidden = OURS.filter((other) => other !== name && !allowed.includes(other));
  const partly = allowed.filter((path) => path.includes('/'));
  return {
    name: `${name}-imports-only-what-its-row-allows`,
    severity: 'error',
    from: { path: `^${name}/src/` },
    to: {
      path: `^(?:${forbidden.join('|')})/`,
      ...(partly.length > 0 ? { pathNot: `^(?:${partly.join('|')})/` } : {}),
    },
  };
});

/** Rooms of a daemon that may not see one another: data walks from http to ports, adapters stand behind. */
const MAY_NOT_SEE = { http: ['adapters'], ports: ['adapters', 'http'], adapters: ['http'] };

const roomRules = Object.entries(MAY_NOT_SEE).map(([room, others]) => ({
  name: `${room}-does-not-see-${others.join('-or-')}`,
  severity: 'error',
  from: { path: `^[^/]+/src/${room}/` },
  to: { path: `^[^/]+/src/(?:${others.join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...packageRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-folder-cycles',
      severity: 'error',
      scope: 'folder',
      from: { path: '/src(?:/|$)' },
      to: { circular: true },
    },
    {
      name: 'packages-only-through-their-exports',
      comment: 'an entry point is an index.ts; nothing reaches deeper into another package',
      severity: 'error',
      from: { path: '^([^/]+)/' },
      to: {
        path: `^(?:${OURS.join('|')})/src/`,
        pathNot: [
          '^$1/',
          '^[^/]+/src/index\\.ts$',
          '^[^/]+/src/[^/]+/index\\.ts$',
          '^protocol/src/(?:eureka|config)/xml/index\\.ts$',
        ],
      },
    },
    {
      name: 'core-has-no-third-party',
      severity: 'error',
      from: { path: '^core/src/' },
      to: { dependencyTypes: ['npm', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'rules know no I/O, no driver, no HTTP',
      severity: 'error',
      from: { path: `^${DAEMONS}/src/domain/` },
      to: {
        path: `^${DAEMONS}/src/(?:ports|adapters|http)/|^server-kit/|^bus/|^client-sdk/|node_modules`,
      },
    },
    {
      name: 'domain-does-no-io',
      severity: 'error',
      from: { path: '^[^/]+/src/domain/' },
      to: { dependencyTypes: ['core'], pathNot: '^(?:node:)?(?:crypto|buffer|util)$' },
    },
    ...roomRules,
    {
      name: 'sources-not-tests',
      severity: 'error',
      from: { path: '/src/' },
      to: { path: '/test/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|coverage|\\.vernal)/|\\.d\\.ts$' },
    includeOnly: `^(?:${OURS.join('|')})/(?:src|test)/|node_modules|^(?:node:)?[a-z_]+$`,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
