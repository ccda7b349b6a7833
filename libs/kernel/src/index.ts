export * from './bilingual.js';
export * from './clock.js';
export * from './compare-texts.js';
export * from './dates.js';
export * from './errors.js';
export * from './file-errors.js';
export * from './ids.js';
