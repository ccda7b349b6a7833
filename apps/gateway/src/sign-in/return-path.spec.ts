import { describe, expect, it } from '@jest/globals';
import { returnPath } from './return-path.js';

describe('the way back after signing in', () => {
  it.each(['/', '/plans/1?tab=effect#map'])('is a path of this site: %s', path => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    ['/'],
    '',
  ])('is never %s', path => {
    expect(returnPath(path)).toBe('/');
  });
});
