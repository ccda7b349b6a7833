import { describe, expect, it } from '@jest/globals';
import { forwardedAddress } from './forwarded-address.js';

describe('an address of the public door', () => {
  it('leads to the API of a service, with its query', () => {
    expect(forwardedAddress('/api/staff/v1/people?asOf=2025-01-01&x=a?b')).toEqual({
      service: 'staff',
      path: '/v1/people?asOf=2025-01-01&x=a?b',
    });
  });

  it.each(['/api/staff/health/ready', '/api/staff/docs', '/api/staff', '/api/elsewhere/v1/x', '/api', '/v1/people'])(
    'leads nowhere else: %s',
    url => {
      expect(forwardedAddress(url)).toBe('unknown');
    },
  );

  it.each([
    '/api/staff/v1/../docs',
    '/api/staff/v1/%2e%2E/docs',
    '/api/staff/v1/a%2f..%2fdocs',
    '/api/staff/v1/..%5cdocs',
  ])('does not climb: %s', url => {
    expect(forwardedAddress(url)).toBe('bad');
  });
});
