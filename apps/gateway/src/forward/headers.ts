import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

// By name, both ways: a header that nobody thought of is not passed on.
const REQUEST = [
  'accept',
  'accept-language',
  'content-type',
  'content-length',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-range',
  'last-event-id',
  'prefer',
  'range',
  'traceparent',
  'tracestate',
  'x-purpose',
];
const RESPONSE = [
  'accept-ranges',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-length',
  'content-range',
  'content-type',
  'deprecation',
  'digest',
  'etag',
  'idempotent-replayed',
  'last-modified',
  'retry-after',
  'sunset',
  'vary',
];

export function requestHeaders(headers: IncomingHttpHeaders, accessToken: string, from: string): OutgoingHttpHeaders {
  return {
    ...pick(headers, REQUEST),
    authorization: `Bearer ${accessToken}`,
    'x-forwarded-for': from,
  };
}

/** The service's addresses become those of the public door. */
export function responseHeaders(headers: IncomingHttpHeaders, service: string): OutgoingHttpHeaders {
  const { location, link } = headers;
  return {
    // What people's data an answer holds must not stay in a cache on the way.
    'cache-control': 'no-store',
    ...pick(headers, RESPONSE),
    ...(location?.startsWith('/v1/') ? { location: `/api/${service}${location}` } : {}),
    ...(typeof link === 'string' ? { link: link.replaceAll('</v1/', `</api/${service}/v1/`) } : {}),
  };
}

function pick(headers: IncomingHttpHeaders, names: string[]): OutgoingHttpHeaders {
  return Object.fromEntries(names.flatMap(name => (headers[name] === undefined ? [] : [[name, headers[name]]])));
}
