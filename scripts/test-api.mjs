// `npm run test:api [-- examples service …]`: compiles, then lets schemathesis loose on the running services.
import { handOver } from './lib/hand-over.mjs';

handOver('api/fuzz.js');
