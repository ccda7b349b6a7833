// One configuration, four levels of test chosen by file suffix: `npm run test:unit|int|flows|e2e`.
const transform = { '^.+\\.ts$': ['@swc/jest', { swcrc: true }] };
const common = {
  rootDir: import.meta.dirname,
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
};
const integration = {
  ...common,
  globalSetup: '<rootDir>/test/global-setup.ts',
  globalTeardown: '<rootDir>/test/global-teardown.ts',
};
export default {
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/longest-first.mjs',
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,data,scripts,test,deploy,bench}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.int\\.spec\\.ts$', '\\.flow\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$'],
    },
    { ...integration, displayName: 'int', testMatch: ['<rootDir>/{apps,libs,test}/**/*.int.spec.ts'] },
    { ...integration, displayName: 'flows', testMatch: ['<rootDir>/test/flows/**/*.flow.spec.ts'] },
  ],
};
