// `npm run delivery:verify`: holds what every service has sent against what every reader has processed.
import { handOver } from './lib/hand-over.mjs';

handOver('delivery/main.js', { java: false });
