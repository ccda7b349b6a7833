const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses before the second, third, … attempt (the schedule that Standard Webhooks recommends): three days in all. */
const PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
const LONGEST_WAIT = 24 * HOUR;

/** When to try again after so many attempts; null when enough was tried. A receiver may ask for a longer pause. */
export function nextAttempt(attempts: number, now: Date, retryAfterSeconds = 0): Date | null {
  const pause = PAUSES[attempts - 1];
  if (pause === undefined) return null;
  const asked = Math.min(retryAfterSeconds * SECOND, LONGEST_WAIT);
  return new Date(now.getTime() + Math.max(pause, asked));
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** What is wrong with an address for webhooks; null when nothing. Hosts are host names, with a port where it is unusual. */
export function faultOfAddress(address: string, hosts: readonly string[]): 'address' | 'host' | 'http' | null {
  if (!URL.canParse(address)) return 'address';
  const { protocol, host, hostname, username, password, hash } = new URL(address);
  if (!['http:', 'https:'].includes(protocol) || username || password || hash) return 'address';
  if (!hosts.includes(host) && !hosts.includes(hostname)) return 'host';
  return protocol === 'http:' && !LOOPBACK.has(hostname) ? 'http' : null;
}
