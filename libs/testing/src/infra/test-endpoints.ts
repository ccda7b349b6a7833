/** Where the specs of a run find the servers that its global set-up started. */
export interface TestEndpoints {
  adminUrl: string;
  brokers: string;
  /** Folder for what the specs of the run share; it goes with the servers. */
  folder: string;
}

const VARIABLE = 'NANGLUC_TEST_ENDPOINTS';

export function announceEndpoints(endpoints: TestEndpoints): void {
  process.env[VARIABLE] = JSON.stringify(endpoints);
}

export function testEndpoints(): TestEndpoints {
  const announced = process.env[VARIABLE];
  if (!announced) throw new Error('No test servers: this spec must be named *.int.spec.ts or *.flow.spec.ts');
  return JSON.parse(announced) as TestEndpoints;
}
