import { announceEndpoints, startTestInfra, type TestInfra } from '#testing';

declare global {
  var nanglucTestInfra: { infra: TestInfra; users: number } | undefined;
}

/** Several Jest projects of one run share the servers: the first starts them, the last stops them. */
export default async function start(): Promise<void> {
  if (globalThis.nanglucTestInfra) {
    globalThis.nanglucTestInfra.users += 1;
    return;
  }
  // Somebody runs Jest again and again on servers of its own: test/mutants.
  if (process.env['NANGLUC_TEST_ENDPOINTS']) return;
  const infra = await startTestInfra();
  globalThis.nanglucTestInfra = { infra, users: 1 };
  announceEndpoints({ adminUrl: infra.postgres.adminUrl, brokers: infra.kafka.brokers, folder: infra.folder });
}
