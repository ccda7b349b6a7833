// `npm run build`: installs what is missing and compiles everything to dist/.
import { prepare } from './lib/prepare.mjs';

prepare({ java: false });
