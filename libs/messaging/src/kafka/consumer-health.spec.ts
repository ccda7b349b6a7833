import { beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerHealth } from './consumer-health.js';

describe('the health of a consumer', () => {
  let health: ConsumerHealth;
  beforeEach(() => {
    health = new ConsumerHealth();
    health.expect(['calm', 'batch']);
  });

  it('serves from the first time that it is a member of all its groups', () => {
    expect(new ConsumerHealth().mayServe()).toBe(false);
    expect(health.report()).toEqual({ ready: false, why: 'joining calm' });
    health.joined('calm');
    expect([health.mayServe(), health.report()]).toEqual([false, { ready: false, why: 'joining batch' }]);
    health.lost('batch', 'no broker');
    expect(health.mayServe()).toBe(false);
    health.joined('batch');
    expect([health.mayServe(), health.report()]).toEqual([true, { ready: true, why: 'member of its groups' }]);
  });

  it('goes on to serve while it has lost a group, and says that it has', () => {
    for (const group of ['calm', 'batch']) health.joined(group);
    health.lost('batch', 'no broker');
    expect([health.mayServe(), health.report()]).toEqual([true, { ready: false, why: 'no broker' }]);
  });

  it('serves nobody once it stops', () => {
    for (const group of ['calm', 'batch']) health.joined(group);
    health.stopped();
    expect([health.mayServe(), health.report()]).toEqual([false, { ready: false, why: 'stopping' }]);
  });
});
