import type { ServiceDatabase } from '#platform';
import { CreateSession1764300000000 } from './migrations/1764300000000-create-session.js';

export const gatewayDatabase: ServiceDatabase = { rows: [], migrations: [CreateSession1764300000000] };
