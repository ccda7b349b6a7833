import pg from 'pg';
import { describeServices } from '../docs/controllers.js';
import { topicsRead } from '../docs/message-flow.js';
import type { Consumer } from './verify-delivery.js';

/** The services whose databases are known, with the topics that each reads; whoever asks ends their pools. */
export function servicesAt(databaseOf: (service: string) => string | undefined): Consumer[] {
  return describeServices().flatMap(service => {
    const connectionString = databaseOf(service.name);
    if (!connectionString) return [];
    return { name: service.name, topics: topicsRead(service), database: new pg.Pool({ connectionString, max: 1 }) };
  });
}
