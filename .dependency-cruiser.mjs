// Who may import whom. Every rule here has a planted violation in scripts/arch-selftest.ts; run both with `npm run arch`.

const SPEC = '\\.(spec|suite)\\.tsx?$';
const ABOVE_DATABASE = '/src/(use-cases|reactions)/|\\.(controller|consumer)\\.ts$';

// A bare string means { path: … }; $1 is the first group of the "from" path.
const rules = [
  ['no-circular', {}, { circular: true }, 'Two files that need each other cannot be understood or loaded apart.'],
  ['unresolvable', {}, { couldNotResolve: true }, 'What the tool cannot find it cannot check.'],
  ['no-dist', {}, '^dist/', 'Sources import sources; a stale build output would be tested instead.'],

  ['app-to-app', '^apps/([^/]+)/', { path: '^apps/', pathNot: '^apps/$1/' }, 'Services share only contracts and HTTP.'],
  ['lib-to-app', '^libs/', '^apps/', 'A lib serves every app.'],
  [
    'product-to-tooling',
    { path: '^(apps|libs)/', pathNot: SPEC },
    '^(bench|data|deploy|scripts|test)/',
    'The image holds apps and libs only.',
  ],

  [
    'kernel-imports-no-lib',
    '^libs/kernel/',
    { path: '^libs/', pathNot: '^libs/(kernel|testing)/' },
    'Kernel is a leaf.',
  ],
  [
    'contracts-use-only-kernel',
    '^libs/contracts/',
    { path: '^libs/', pathNot: '^libs/(contracts|kernel|testing)/' },
    'Whoever reads an event must not pull in a service.',
  ],
  [
    'planner-uses-only-kernel',
    '^libs/planner/',
    { path: '^libs/', pathNot: '^libs/(planner|kernel|testing)/' },
    'The planner is a pure engine; it knows neither events nor services.',
  ],
  [
    'checker-shares-no-code',
    { path: '^libs/planner/src/checker/', pathNot: SPEC },
    { path: '.', pathNot: '^libs/planner/src/(checker/|(problem|class-plan)\\.ts$)' },
    'Who checks the engine must not use it: a common mistake would be invisible. Types are the only thing in common.',
  ],
  [
    'messaging-uses-only-leaves',
    '^libs/messaging/',
    { path: '^libs/', pathNot: '^libs/(messaging|kernel|contracts|testing)/' },
    'Messaging must stay usable without our bootstrap.',
  ],
  [
    'sheets-use-only-kernel',
    '^libs/sheets/',
    { path: '^libs/', pathNot: '^libs/(sheets|kernel|testing)/' },
    'Reading a file needs nothing of a service.',
  ],
  [
    'platform-uses-only-kernel-and-messaging',
    '^libs/platform/',
    { path: '^libs/', pathNot: '^libs/(platform|kernel|messaging|testing)/' },
    'Platform wires any service, so it knows no event of one.',
  ],
  [
    'leaf-libs-without-framework',
    { path: '^libs/(kernel|contracts|planner)/', pathNot: SPEC },
    'node_modules/(@nestjs/|typeorm/|pg/|kafkajs/|express/)',
    'Leaves run in a worker thread, a script or a browser.',
  ],
  [
    'lib-by-its-index',
    '^[^/]+/([^/]+)',
    { path: '^libs/[^/]+/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    'src/index.ts is the only door of a lib.',
  ],
  [
    'lib-by-its-name',
    '^[^/]+/([^/]+)',
    {
      path: '^libs/[^/]+/src/index\\.ts$',
      pathNot: '^libs/$1/',
      dependencyTypesNot: ['aliased-subpath-import'],
    },
    "Import '#kernel', not a relative path: moving a file must not break it.",
  ],

  [
    'rules-are-pure',
    { path: '^apps/([^/]+)/src/rules/', pathNot: SPEC },
    { pathNot: ['^apps/[^/]+/src/rules/', '^libs/(kernel|contracts|planner)/'] },
    'Rules decide from their arguments alone (the planner does, too): no framework, no I/O, no Node module.',
  ],
  [
    'database-knows-nothing-above',
    { path: '^apps/([^/]+)/src/database/', pathNot: SPEC },
    { path: '^apps/$1/.*', pathNot: '^apps/[^/]+/src/(database|rules)/' },
    'Rows and migrations stand below use cases and reactions.',
  ],
  [
    'use-case-alone',
    { path: '^apps/([^/]+)/src/use-cases/', pathNot: SPEC },
    { path: ABOVE_DATABASE, pathNot: '^apps/(?!$1/)' },
    'One use case, one transaction: shared decisions go to rules/.',
  ],
  [
    'reaction-alone',
    { path: '^apps/([^/]+)/src/reactions/', pathNot: [SPEC, '\\.consumer\\.ts$'] },
    { path: ABOVE_DATABASE, pathNot: '^apps/(?!$1/)' },
    'One effect each; only the consumer of the topic knows several.',
  ],

  [
    'kafka-only-in-messaging',
    { path: '.', pathNot: '^(libs/(messaging|testing)|scripts|test|bench)/' },
    'node_modules/kafkajs/',
    'A producer outside the outbox is a dual write. (bench measures the raw client.)',
  ],
  [
    'transport-only-in-messaging',
    { path: '.', pathNot: '^(libs/(messaging|platform|testing)|test|bench)/' },
    'node_modules/@nestjs/microservices/',
    'Apps state their table of a topic; how messages arrive is the business of messaging.',
  ],
  [
    'testing-only-from-specs',
    { path: '^(apps|libs|data)/', pathNot: [SPEC, '^libs/testing/'] },
    '^libs/testing/',
    'No test hooks in production code.',
  ],
  [
    'product-without-dev-dependencies',
    { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/testing/', '^apps/console/'] },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    'The image is installed without them.',
  ],

  [
    'data-uses-only-leaves',
    '^data/',
    { path: '^(apps|libs|bench|deploy|scripts|test)/', pathNot: '^libs/(contracts|kernel|testing)/' },
    'Demo data is made for any version of the services.',
  ],
  ['deploy-imports-no-product', '^deploy/', '^(apps|libs)/', 'Manifests are made without running the product.'],
  [
    'oracle-shares-no-code',
    '^test/(oracle/|crash/oracle)',
    { path: '^(apps|libs)/', reachable: true },
    'A recomputation that shares code shares its mistakes, also by a detour.',
  ],
];

const condition = value => (typeof value === 'string' ? { path: value } : value);

export default {
  forbidden: rules.map(([name, from, to, comment]) => ({
    name,
    comment,
    severity: 'error',
    from: condition(from),
    to: condition(to),
  })),
  options: {
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: ['(^|/)(coverage|\\.data)/', '^apps/console/dist/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
