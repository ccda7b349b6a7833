// `npm run api:breaks [-- git-ref]`: what clients of the last release, or of that version, would find broken.
import { handOver } from './lib/hand-over.mjs';

handOver('api/breaks.js', { java: false });
