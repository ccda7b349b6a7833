// `npm run audit:verify`: recomputes the audit trails of all services and holds them against their witnesses.
import { handOver } from './lib/hand-over.mjs';

handOver('audit/main.js', { java: false });
