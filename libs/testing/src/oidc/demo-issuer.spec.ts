import { describe, expect, it } from '@jest/globals';
import { DemoIssuer } from './demo-issuer.js';

describe('the issuer of the demonstration', () => {
  it('never runs in production, where a click would be the password of the chairman', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(DemoIssuer.start({ gatewayUrl: 'https://a.example' })).rejects.toThrow('never runs in production');
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});
