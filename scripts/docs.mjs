// `npm run docs`: compiles, then writes what is generated from the code.
import { handOver } from './lib/hand-over.mjs';

handOver('docs/main.js', { java: false });
