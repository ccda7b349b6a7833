import { TOPICS } from '#contracts';
import { eventSchemas } from './event-schemas.js';
import type { EventFlow } from './message-flow.js';

const HEADERS = [
  'ce_specversion',
  'ce_id',
  'ce_type',
  'ce_source',
  'ce_subject',
  'ce_time',
  'schemaversion',
  'revision',
];

/** docs/asyncapi.json: the events as an AsyncAPI 3 document with Kafka bindings. */
export function asyncApi(flows: EventFlow[]): object {
  const channels = Object.entries(TOPICS).map(([id, { name, partitions }]): [string, object] => [
    id,
    {
      address: name,
      messages: Object.fromEntries(
        flows
          .filter(({ event }) => event.topics.some(topic => topic.name === name))
          .map(({ event }) => [event.name, { $ref: `#/components/messages/${event.name}` }]),
      ),
      bindings: { kafka: { topic: name, partitions, bindingVersion: '0.5.0' } },
    },
  ]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Năng Lực',
      version: '1.0.0',
      description: 'Events of the training of people who carry out administrative reform. Delivered at least once.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries(flows.flatMap(operations)),
    components: {
      messages: Object.fromEntries(flows.map(message)),
      schemas: eventSchemas('#/components/schemas/'),
    },
  };
}

function operations({ event, readers }: EventFlow): [string, object][] {
  return event.topics.flatMap(topic => {
    const id = Object.keys(TOPICS).find(key => TOPICS[key as keyof typeof TOPICS].name === topic.name) ?? '';
    const operation = (action: 'send' | 'receive'): object => ({
      action,
      channel: { $ref: `#/channels/${id}` },
      messages: [{ $ref: `#/channels/${id}/messages/${event.name}` }],
    });
    const reading = readers.filter(({ reaction }) => reaction !== null).map(({ service }) => service);
    return [
      [`publish${event.name}On${id}`, operation('send')] as [string, object],
      ...[...new Set(reading)].map((service): [string, object] => [
        `${service}Reads${event.name}On${id}`,
        operation('receive'),
      ]),
    ];
  });
}

function message({ event }: EventFlow): [string, object] {
  const headers = {
    type: 'object',
    required: HEADERS,
    properties: {
      ...Object.fromEntries(HEADERS.map(header => [header, { type: 'string' }])),
      ce_type: { type: 'string', const: event.type },
    },
  };
  return [
    event.name,
    {
      name: event.type,
      title: event.name,
      contentType: 'application/json',
      headers,
      payload: { $ref: `#/components/schemas/${event.name}` },
      bindings: { kafka: { key: { type: 'string' }, bindingVersion: '0.5.0' } },
    },
  ];
}
