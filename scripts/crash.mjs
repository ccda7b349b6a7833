// `npm run crash [-- --quick] [--seed N]`: builds, and hands over to the crash harness on Node 24.
import { root, prepare } from './lib/prepare.mjs';
import { runCrash } from './lib/run-crash.mjs';

process.exit((await runCrash(prepare(), root, process.argv.slice(2))) ? 0 : 1);
