import { describe, expect, it } from '@jest/globals';
import { faultOfAddress, nextAttempt } from './webhook.js';

describe('the address of a webhook', () => {
  const hosts = ['workflow.sonla.gov.vn', '127.0.0.1'];
  it.each([
    ['https://workflow.sonla.gov.vn/hooks', null],
    ['https://workflow.sonla.gov.vn:8443/hooks', null],
    ['http://127.0.0.1:4000/', null],
    ['http://workflow.sonla.gov.vn/hooks', 'http'],
    ['https://169.254.169.254/latest/meta-data', 'host'],
    ['https://workflow.sonla.gov.vn.evil.example/', 'host'],
    ['https://evil.example/?workflow.sonla.gov.vn', 'host'],
    ['https://workflow.sonla.gov.vn@evil.example/', 'address'],
    ['https://me:secret@workflow.sonla.gov.vn/', 'address'],
    ['file:///etc/passwd', 'address'],
    ['workflow', 'address'],
  ])('%s: %s', (address, fault) => {
    expect(faultOfAddress(address, hosts)).toBe(fault);
  });
});

describe('the next attempt', () => {
  const now = new Date('2026-05-04T00:00:00Z');
  const after = (attempts: number, asked?: number) => nextAttempt(attempts, now, asked)?.toISOString();

  it('comes later and later, and after ten attempts no more', () => {
    expect(after(1)).toBe('2026-05-04T00:00:05.000Z');
    expect(after(2)).toBe('2026-05-04T00:05:00.000Z');
    expect(after(9)).toBe('2026-05-05T00:00:00.000Z');
    expect(nextAttempt(10, now)).toBeNull();
  });

  it('waits longer when the receiver asks for it, at most a day', () => {
    expect(after(1, 60)).toBe('2026-05-04T00:01:00.000Z');
    expect(after(1, 10 ** 9)).toBe('2026-05-05T00:00:00.000Z');
  });
});
