// `npm run api:release`: makes the present APIs what later ones are compared with.
import { handOver } from './lib/hand-over.mjs';

handOver('api/release.js', { java: false });
