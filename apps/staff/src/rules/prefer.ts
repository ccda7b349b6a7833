/** How many seconds a caller wants to wait for the end of a job, by the header Prefer (RFC 7240). */
export function secondsToWait(prefer: string | undefined, usual: number): number {
  const wishes = (prefer ?? '').split(',').map(wish => wish.trim().toLowerCase());
  if (wishes.includes('respond-async')) return 0;
  const wait = wishes.flatMap(wish => /^wait=(\d{1,4})$/.exec(wish)?.[1] ?? [])[0];
  return wait === undefined ? usual : Math.min(Number(wait), usual);
}
