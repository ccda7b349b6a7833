import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Browser, GatewayUnderTest } from '../gateway.suite.js';

let gateway: GatewayUnderTest;
let browser: Browser;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
});
afterAll(() => gateway.stop());
beforeEach(() => {
  browser = new Browser(gateway.url);
});

const problem = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const status = async (address: string) => (await browser.go(address)).status;

describe('signing in', () => {
  it('goes through the issuer with PKCE and leaves a cookie that no script reads', async () => {
    const begun = await browser.go('/sign-in');
    const to = new URL(begun.headers.get('location') ?? '');
    expect(to.origin).toBe(gateway.issuer.issuer);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' });
    const done = await browser.go(await browser.toCallback('hoa', '/plans?x=1'));
    expect(done.headers.get('location')).toBe('/plans?x=1');
    const cookie = done.headers.getSetCookie().find(set => set.startsWith('nangluc='));
    expect(cookie).toMatch(/Path=\/; .*HttpOnly; SameSite=Lax/);
    expect(await (await browser.go('/session')).json()).toMatchObject({ subject: 'hoa', name: 'Lò Thị Hoa' });
  });

  it('leads back whoever comes to the page of the demonstration too late, in both languages', async () => {
    const late = await fetch(`${gateway.issuer.issuer}/sign-in/of-long-ago`);
    expect([late.status, late.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    const page = await late.text();
    expect(page).toContain('Phiên đăng nhập đã hết hạn / This sign-in is over');
    expect(page).toContain(`href="${gateway.url}/sign-in"`);
  });

  it('keeps cookies as hashes and tokens sealed', async () => {
    await browser.signIn();
    const text = JSON.stringify(await gateway.query('SELECT *, encode(sealed, $$escape$$) AS open FROM session'));
    expect(text).not.toContain(browser.cookie);
    expect(text).not.toMatch(/eyJ|Hoa/);
  });

  it('takes a callback once, only from the browser that began it, only as it was begun', async () => {
    const callback = await browser.toCallback();
    const victim = new Browser(gateway.url);
    expect(await problem(await victim.go(callback))).toBe('GATEWAY.SIGN_IN_FAILED');
    const forged = new URL(callback);
    forged.searchParams.set('state', 'another');
    const other = new Browser(gateway.url);
    await other.toCallback();
    expect(await problem(await other.go(forged.href))).toBe('GATEWAY.SIGN_IN_FAILED');
    expect((await browser.go(callback)).status).toBe(303);
    expect(await problem(await browser.go(callback))).toBe('GATEWAY.SIGN_IN_FAILED');
  });

  it('gives a new session each time and ends the one before', async () => {
    await browser.signIn();
    const before = browser.cookie;
    await browser.signIn();
    expect(browser.cookie).not.toBe(before);
    browser.cookie = before ?? '';
    expect(await status('/session')).toBe(401);
  });
});

describe('a session', () => {
  const age = (what: string) => gateway.query(`UPDATE session SET ${what}`);

  it('ends unused, and ends at last however much it is used', async () => {
    await browser.signIn();
    await age(`used_at = now() - interval '31 minutes'`);
    expect(await status('/session')).toBe(401);
    await browser.signIn();
    await age(`started_at = now() - interval '481 minutes'`);
    expect(await status('/session')).toBe(401);
  });

  it('changes its cookie; the former one serves what is under way, and later ends the session', async () => {
    await browser.signIn();
    const former = browser.cookie ?? '';
    await age(`rotated_at = now() - interval '16 minutes'`);
    expect(await status('/session')).toBe(200);
    const present = browser.cookie ?? '';
    expect(present).not.toBe(former);
    browser.cookie = former;
    expect(await status('/session')).toBe(200);
    await age(`rotated_at = now() - interval '31 seconds'`);
    expect(await status('/session')).toBe(401);
    browser.cookie = present;
    expect(await status('/session')).toBe(401);
  });

  it('gets a fresh access token once, however many requests need it', async () => {
    await browser.signIn();
    await age(`access_until = now() + interval '5 seconds'`);
    const before = gateway.seen.length;
    const answers = await Promise.all(Array.from({ length: 8 }, () => browser.go('/api/staff/v1/x')));
    expect(answers.map(answer => answer.status)).toEqual(Array<number>(8).fill(201));
    expect(new Set(gateway.seen.slice(before).map(({ headers }) => headers['authorization'])).size).toBe(1);
    const [row] = await gateway.query<{ fresh: boolean }>(
      `SELECT access_until > now() + interval '5 minutes' AS fresh FROM session ORDER BY used_at DESC LIMIT 1`,
    );
    expect(row?.fresh).toBe(true);
  });

  it('ends here and at the issuer by signing out', async () => {
    await browser.signIn();
    const cookie = browser.cookie ?? '';
    const answer = await browser.post('/sign-out');
    const { continueAt } = (await answer.json()) as { continueAt: string };
    expect(continueAt.startsWith(`${gateway.issuer.issuer}/session/end?`)).toBe(true);
    browser.cookie = cookie;
    expect(await status('/session')).toBe(401);
  });
});

describe('another site', () => {
  it.each([
    ['without the token', { 'x-csrf-token': '' }],
    ['with a wrong token', { 'x-csrf-token': 'a'.repeat(43) }],
    ['with the token but from its own page', { origin: 'https://evil.example' }],
    ['by a request that the browser marks', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour', { 'sec-fetch-site': 'same-site' }],
  ])('changes nothing with our cookie %s', async (_how, headers) => {
    await browser.signIn();
    const before = gateway.seen.length;
    const answer = await browser.post('/api/staff/v1/x', { headers });
    expect([answer.status, await problem(answer)]).toEqual([403, 'GATEWAY.CSRF']);
    expect(gateway.seen.length).toBe(before);
  });

  it('cannot sign anybody out', async () => {
    await browser.signIn();
    expect((await browser.post('/sign-out', { headers: { 'x-csrf-token': '' } })).status).toBe(403);
    expect(await status('/session')).toBe(200);
  });
});
