import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { isGone, memberName } from './gone-members.js';

const ended = spawnSync(process.execPath, ['-e', '']).pid;
const named = (service: string, host: string, pid: number): string => `${service}@${host}.${pid}.0badcafe`;

describe('a member whose process is gone', () => {
  it.each([
    ['ended', named('staff', hostname(), ended), true],
    ['had the number that this one has now, as in a container', named('staff', hostname(), process.pid), true],
    ['is this one', memberName('staff'), false],
    ['runs', named('staff', hostname(), process.ppid), false],
    ['is somebody else’s whom we may not signal', named('staff', hostname(), 1), false],
    ['is of another service', named('reporting', hostname(), ended), false],
    ['is of another host', named('staff', 'elsewhere', ended), false],
    ['is of a host whose name begins like ours', named('staff', `${hostname()}.9`, ended), false],
    ['says nothing of itself', 'staff', false],
  ])('%s', (_what, clientId, gone) => {
    expect(isGone(clientId, 'staff')).toBe(gone);
  });
});
