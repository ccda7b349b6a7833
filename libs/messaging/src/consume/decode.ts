import { eventOfType } from '#contracts';
import { compiledContract } from './compile-contract.js';
import type { Received } from './received.js';

/** A message as it came from the broker. */
export interface RawMessage {
  topic: string;
  partition: number;
  offset: string;
  key: string | null;
  value: Buffer | null;
  headers: Record<string, string>;
}

/** The message breaks its contract; it can never be processed, however often it is tried. */
export class ContractViolation extends Error {}

/** Reads and validates one message. Unknown fields are allowed, as a producer may add some; missing ones are not. */
export function decode({ key, value, headers }: RawMessage): Received {
  const type = headers['ce_type'] ?? '';
  const contract = eventOfType(type);
  if (!contract) throw new ContractViolation(`No contract is named '${type}'`);
  const version = Number(headers['schemaversion']);
  if (!(version >= 1 && version <= contract.version))
    throw new ContractViolation(
      `${type} has version ${headers['schemaversion']}, this build knows ${contract.version}`,
    );
  const id = headers['ce_id'];
  const revision = Number(headers['revision']);
  if (!id || !key || !Number.isInteger(revision)) throw new ContractViolation('ce_id, key or revision is missing');
  const plain = parse(value);
  const { problemOf, instanceOf } = compiledContract(contract);
  // Names the field and the rule, never the value: a value may be personal.
  const problem = problemOf(plain);
  if (problem) throw new ContractViolation(`${type}: ${problem}`);
  return {
    id,
    type,
    key,
    revision,
    data: instanceOf(plain),
    time: headers['ce_time'] ?? '',
    correlationId: headers['correlationid'] ?? id,
    causationId: headers['causationid'],
    traceparent: headers['traceparent'],
  };
}

function parse(value: Buffer | null): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(value?.toString('utf8') ?? '');
    if (parsed && typeof parsed === 'object' && !Array.isArray(parsed)) return parsed as Record<string, unknown>;
  } catch {
    // falls through: not JSON and not an object are refused alike
  }
  throw new ContractViolation('The value is no JSON object');
}
