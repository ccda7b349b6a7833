export default async function stop(): Promise<void> {
  const shared = globalThis.nanglucTestInfra;
  if (!shared) return;
  shared.users -= 1;
  if (shared.users === 0) await shared.infra.stop();
}
