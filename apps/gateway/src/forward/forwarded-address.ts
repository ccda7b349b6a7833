/** The services behind the door. */
const FORWARDED = ['staff', 'scheduling', 'enrollment', 'approvals', 'reporting'] as const;
export type Forwarded = (typeof FORWARDED)[number];

export interface ForwardedAddress {
  service: Forwarded;
  /** Path and query at the service. */
  path: string;
}

/** `/api/<service>/v1/…` and nothing else: health, metrics and documents of a service stay inside. */
export function forwardedAddress(url: string): ForwardedAddress | 'unknown' | 'bad' {
  const [path, query] = splitOnce(url, '?');
  const [, api, name, ...rest] = path.split('/');
  const service = FORWARDED.find(known => known === name);
  if (api !== 'api' || !service) return 'unknown';
  // Whatever a service or a proxy might read as "one level up" ends here.
  if (rest.some(part => /^(\.|%2e){1,2}$/i.test(part) || /%2f|%5c|\\|%00/i.test(part))) return 'bad';
  if (rest[0] !== 'v1') return 'unknown';
  return { service, path: `/${rest.join('/')}${query === undefined ? '' : `?${query}`}` };
}

function splitOnce(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
