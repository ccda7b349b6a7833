import 'reflect-metadata';
import type { FactoryProvider, Provider, Type, ValueProvider } from '@nestjs/common';
import { EVENTS, type EventType } from '#contracts';
import { IGNORED, InTurn, type TopicConsumer } from '#messaging';
import type { DescribedService } from './controllers.js';

/** Who reads an event, and what it does about it. */
export interface Reader {
  service: string;
  /** Class of the reaction; null when the service wrote down that it does nothing. */
  reaction: string | null;
}

export interface EventFlow {
  event: EventType;
  owner: string;
  readers: Reader[];
}

/** Every event with its owner and its readers, from the tables of the services' consumers. */
export function messageFlow(services: DescribedService[]): EventFlow[] {
  const tables = services.flatMap(service => tablesOf(service).map(table => ({ service: service.name, table })));
  return EVENTS.map(event => ({
    event,
    owner: event.type.split('.')[0] ?? '',
    readers: tables
      .filter(({ table }) => event.topics.some(({ name }) => name === table.topic) && event.type in table.reactions)
      .map(({ service, table }) => ({ service, reaction: table.reactions[event.type] ?? null })),
  }));
}

/** Topics that a service's consumers read. */
export function topicsRead(service: DescribedService): string[] {
  return tablesOf(service)
    .map(({ topic }) => topic)
    .sort();
}

interface Table {
  topic: string;
  reactions: Record<string, string | null>;
}

function tablesOf({ module }: DescribedService): Table[] {
  const modules = [module, ...(module.imports ?? []).filter(part => 'module' in part)];
  const providers = modules.flatMap(part => ('providers' in part ? (part.providers ?? []) : []));
  return providers.filter(isConsumerList).flatMap(({ useValue }) => useValue.map(readTable));
}

function isConsumerList(provider: Provider): provider is ValueProvider<Type<TopicConsumer>[]> {
  const { provide } = provider as FactoryProvider;
  return typeof provide === 'symbol' && provide.description === 'topic consumers';
}

/** A consumer only stores its reactions, so names can stand in for them. */
function readTable(consumer: Type<TopicConsumer>): Table {
  const reactions = (Reflect.getMetadata('design:paramtypes', consumer) ?? []) as { name: string }[];
  const { topic, table } = new consumer(...reactions.map(({ name }) => ({ reactionName: name })));
  const named = Object.entries(table).map(([type, reaction]): [string, string | null] => [
    type,
    reaction === IGNORED ? null : nameOf(reaction),
  ]);
  return { topic, reactions: Object.fromEntries(named) };
}

function nameOf(reaction: unknown): string {
  if (reaction instanceof InTurn) return reaction.reactions.map(nameOf).join(', ');
  return (reaction as { reactionName: string }).reactionName;
}
