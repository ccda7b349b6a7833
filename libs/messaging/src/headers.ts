import type { Outgoing } from './outbox/outgoing.js';

export type Headers = Record<string, string>;

/** CloudEvents 1.0 in Kafka's binary mode, with our extensions. */
export function headersOf({ id, type, key, revision, causedBy }: Outgoing, time: string): Headers {
  const headers: Headers = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_type: type.type,
    ce_source: `/nangluc/${type.type.split('.')[0]}`,
    ce_subject: key,
    ce_time: time,
    'content-type': 'application/json',
    schemaversion: String(type.version),
    revision: String(revision),
    correlationid: causedBy?.correlationId ?? id,
  };
  if (causedBy) headers['causationid'] = causedBy.id;
  headers['traceparent'] = causedBy?.traceparent ?? newTraceparent(id);
  return headers;
}

/** Trace and span are made of the id, so the same event always has the same: hashing it again would tell nothing more. */
function newTraceparent(id: string): string {
  const trace = id.replaceAll('-', '');
  return `00-${trace}-${trace.slice(16)}-01`;
}
