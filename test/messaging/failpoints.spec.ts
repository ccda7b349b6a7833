import { afterEach, expect, it } from '@jest/globals';
import { armFailpoints } from '#messaging';

const mode = process.env['NODE_ENV'];

afterEach(() => {
  process.env['NODE_ENV'] = mode;
});

it('refuses to arm a failpoint in production', () => {
  process.env['NODE_ENV'] = 'production';
  expect(() => armFailpoints(() => undefined)).toThrow('production');
});
