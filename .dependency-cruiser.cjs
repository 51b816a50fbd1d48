// The import table of the architecture: what each folder may import of the others. `types` are allowed as `import type` only.
const table = {
  domain: { values: [] },
  contracts: { values: ['domain/'] },
  workflows: { values: ['domain/process/', 'domain/tasks/', 'domain/words/en(\\.ts|/)'] },
  migrations: { values: [], own: [] },
  db: { values: ['domain/', 'migrations/'], types: ['contracts/'] },
  documents: { values: ['domain/'], types: ['contracts/'] },
  mail: { values: ['domain/'], types: ['db/'] },
  commands: { values: ['domain/', 'contracts/', 'db/', 'documents/'], types: ['mail/'] },
  activities: { values: ['domain/', 'commands/'], types: ['db/'] },
  worker: { values: ['domain/', 'contracts/', 'activities/', 'commands/', 'db/', 'mail/', 'local/parent-pipe\\.ts'] },
  api: { values: ['domain/', 'contracts/', 'commands/', 'db/', 'documents/', 'mail/', 'local/parent-pipe\\.ts'] },
  web: { values: ['domain/', 'contracts/'] },
  cli: { values: ['(?!web/)[a-z]+/'] },
};
const ours =
  '^(domain|contracts|workflows|commands|activities|db|migrations|mail|documents|worker|api|web|cli|local|bench|test)/';
const packages = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-bundled', 'npm-no-pkg', 'npm-unknown', 'core'];

function starts(paths) {
  return paths.map((path) => `^${path}`);
}

const layers = Object.entries(table).flatMap(([folder, { values, types = [], own = [`${folder}/`] }]) => [
  {
    name: `${folder}-imports`,
    comment: `${folder} imports only: ${[...own, ...values, ...types].join(', ') || 'nothing of ours'}`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: ours, pathNot: starts([...own, ...values, ...types]) },
  },
  ...types.map((type) => ({
    name: `${folder}-types-of-${type.slice(0, -1)}`,
    comment: `${folder} may import ${type} as types only`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: `^${type}`, dependencyTypesNot: ['type-only'] },
  })),
]);

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'domain-is-pure',
      comment: 'domain has no package but decimal.js in scoring and calibration, and temporal-polyfill in cycle',
      severity: 'error',
      from: { path: '^domain/', pathNot: '^domain/(scoring|calibration|cycle)/' },
      to: { dependencyTypes: packages },
    },
    {
      name: 'domain-decimals',
      severity: 'error',
      from: { path: '^domain/(scoring|calibration)/' },
      to: { dependencyTypes: packages, pathNot: 'node_modules/decimal\\.js/' },
    },
    {
      name: 'domain-dates',
      severity: 'error',
      from: { path: '^domain/cycle/' },
      to: { dependencyTypes: packages, pathNot: 'node_modules/temporal-polyfill/' },
    },
    {
      name: 'workflows-packages',
      comment: 'anything else costs every cached workflow memory, and may not be deterministic',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { dependencyTypes: packages, pathNot: 'node_modules/@temporalio/workflow/' },
    },
    {
      name: 'temporal-only-where-it-belongs',
      comment: 'only worker, operator pages, cli, local and bench talk to Temporal',
      severity: 'error',
      from: { path: '^(domain|contracts|db|documents|mail|commands|migrations|web)/' },
      to: { path: 'node_modules/@temporalio/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\.css$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.dure)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
