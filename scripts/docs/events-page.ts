import { EVENTS, TOPICS, type EventType } from '#contracts';
import { eventSchemas, type Schema } from './event-schemas.js';
import type { EventFlow } from './message-flow.js';

const INTRODUCTION = `# Events

Generated from \`libs/contracts\` and the consumers' tables by \`npm run docs\`; a stale copy fails \`npm run check\`.

Every message is a CloudEvent 1.0 in Kafka's binary mode: the headers \`ce_id\`, \`ce_type\`, \`ce_source\`, \`ce_subject\`, \`ce_time\`, and ours:
\`schemaversion\`, \`revision\` (of the aggregate; ignore an older one), \`correlationid\`, \`causationid\`, \`traceparent\`. The value is JSON, the key the
aggregate's id, so one aggregate stays in order. Delivered at least once: deduplicate by \`ce_id\`. Fields are only ever added; a reader ignores
those that it does not know. No event carries personal data. The same as a machine reads it: \`docs/asyncapi.json\`.`;

/** docs/events.md: topics, and each event with its owner, its readers and its fields. */
export function eventsPage(flows: EventFlow[]): string {
  const topics = Object.values(TOPICS).map(({ name, key, partitions }) => {
    const types = EVENTS.filter(event => event.topics.some(topic => topic.name === name)).map(nameOf);
    return `| \`${name}\` | ${key} | ${partitions} | ${types.join(', ')} |`;
  });
  const parts = [
    INTRODUCTION,
    `## Topics\n\n| topic | key | partitions | events |\n| --- | --- | --- | --- |\n${topics.join('\n')}`,
    ...flows.map(section),
    '## Parts of events',
    ...partSections(),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ event, owner, readers }: EventFlow): string {
  const reactions = readers.filter(({ reaction }) => reaction !== null);
  const ignoring = readers.filter(({ reaction }) => reaction === null).map(({ service }) => service);
  const read = reactions.map(({ service, reaction }) => `${service} (${reaction})`);
  const lines = [
    `Version ${event.version}, topic ${event.topics.map(({ name }) => `\`${name}\``).join(', ')}, published by ${owner}.`,
    `Read by: ${[...new Set(read)].join(', ') || 'nobody yet'}${ignoring.length > 0 ? `; ignored on purpose by ${[...new Set(ignoring)].join(', ')}` : ''}.`,
  ];
  return `## ${nameOf(event)}\n\n${lines.join('\n')}\n\n${fieldTable(schemas()[event.name] ?? {})}`;
}

function partSections(): string[] {
  const events = new Set(EVENTS.map(({ name }) => name));
  return Object.entries(schemas())
    .filter(([name]) => !events.has(name))
    .map(([name, schema]) => `### ${name}\n\n${fieldTable(schema)}`);
}

function fieldTable({ properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(
    ([field, schema]) => `| ${field}${required.includes(field) ? '' : ' (optional)'} | ${describe(schema)} |`,
  );
  return `| field | value |\n| --- | --- |\n${rows.join('\n')}`;
}

function describe(schema: Schema): string {
  if (schema.$ref) return partName(schema.$ref);
  if (schema.oneOf) return schema.oneOf.map(describe).join(' or ');
  const types = [schema.type ?? []].flat();
  const nullable = types.includes('null') ? ' or null' : '';
  if (schema.enum) return `${schema.enum.filter(value => value !== null).join(', ')}${nullable}`;
  if (types.includes('array')) return `list of ${describe(schema.items ?? {})}${nullable}`;
  const [type = 'any'] = types;
  return `${schema.format ?? (schema.pattern?.startsWith('^\\d{4}-') ? 'date YYYY-MM-DD' : type)}${nullable}`;
}

const partName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);
const nameOf = ({ type }: EventType): string => type.slice(type.indexOf('.') + 1);
let cached: Record<string, Schema> | undefined;
const schemas = (): Record<string, Schema> => (cached ??= eventSchemas());
