import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { Browser, GatewayUnderTest } from '../gateway.suite.js';
import { GatewayConfig } from '../gateway.config.js';
import { createGateway } from '../service.js';

let gateway: GatewayUnderTest;
let browser: Browser;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({ JSON_MEGABYTES: 1, UPLOAD_MEGABYTES: 8, RATE_PER_MINUTE: 60 });
  browser = new Browser(gateway.url);
  await browser.signIn();
});
afterAll(() => gateway.stop());

const last = () => gateway.seen.at(-1);
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

describe('a forwarded request', () => {
  it('carries the access token of the session and what the list of headers names, nothing else', async () => {
    const answer = await browser.post('/api/staff/v1/people?x=1', {
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'k',
        'x-forwarded-for': '6.6.6.6',
        'x-odd': '1',
      },
      body: '{"a":1}',
    });
    expect(answer.status).toBe(201);
    const seen = last();
    expect(seen).toMatchObject({ method: 'POST', url: '/v1/people?x=1' });
    const headers = seen?.headers ?? {};
    const token = String(headers['authorization']).replace('Bearer ', '');
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(token)).toMatchObject({
      iss: gateway.issuer.issuer,
      aud: 'nangluc',
      sub: 'hoa',
      roles: ['hr-officer'],
      units: ['018f2b6e-0000-7000-8000-000000000001'],
    });
    expect(headers).toMatchObject({ 'idempotency-key': 'k', 'x-forwarded-for': '127.0.0.1' });
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('x-odd');
    expect(headers).not.toHaveProperty('x-csrf-token');
  });

  it('answers with the address of the public door, without cookies of the service, never cached', async () => {
    const { headers } = await browser.go('/api/staff/v1/x');
    expect(headers.get('location')).toBe('/api/staff/v1/x/1');
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get('x-internal')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('streams uploads and downloads whole', async () => {
    const content = randomBytes(6 * 1_048_576);
    await browser.post('/api/staff/v1/import-jobs', { headers: { 'content-type': 'text/csv' }, body: content });
    expect(last()?.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    const download = await browser.go(`/api/staff/v1/download?bytes=${40 * 1_048_576}`);
    expect((await download.arrayBuffer()).byteLength).toBe(40 * 1_048_576);
  });

  it('is refused when it is too large, also without saying so beforehand', async () => {
    const headers = { 'content-type': 'application/json' };
    const large = await browser.post('/api/staff/v1/x', { headers, body: 'x'.repeat(1_048_577) });
    expect([large.status, await codeOf(large)]).toEqual([413, 'HTTP.TOO_LARGE']);
    const stream = new Blob(['x'.repeat(2_000_000)]).stream();
    const silent = await browser.post('/api/staff/v1/x', { headers, body: stream, duplex: 'half' });
    expect(silent.status).toBe(413);
  });

  it('needs a session or the token of a program', async () => {
    const stranger = new Browser(gateway.url);
    expect((await stranger.go('/api/staff/v1/x')).status).toBe(401);
    const token = await gateway.issuer.token({ subject: 'hoa', roles: [] });
    const answer = await stranger.go('/api/staff/v1/x', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(201);
    expect(last()?.headers['authorization']).toBe(`Bearer ${token}`);
    expect(decodeJwt(token)).toMatchObject({ sub: 'hoa', aud: 'nangluc', roles: ['hr-officer'] });
  });

  it('reaches nothing but the API of a service, and says when one is away', async () => {
    expect((await browser.go('/api/staff/docs')).status).toBe(404);
    expect((await browser.go('/api/staff/v1/a%2f..%2fdocs')).status).toBe(400);
    const away = await browser.go('/api/reporting/v1/figures');
    expect([away.status, await codeOf(away)]).toEqual([502, 'HTTP.SERVICE_AWAY']);
  });
});

describe('the public door', () => {
  it('tells browsers to run nothing but its own files', async () => {
    const { headers } = await browser.go('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('slows down a session that asks too much, and nobody else', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => browser.go('/api/staff/v1/x')));
    const refused = answers.find(answer => answer.status === 429);
    expect(refused && (await codeOf(refused))).toBe('HTTP.TOO_MANY_REQUESTS');
    const other = new Browser(gateway.url);
    await other.signIn();
    expect((await other.go('/api/staff/v1/x')).status).toBe(201);
  });

  it('does not open in production over http', async () => {
    const urls = { PUBLIC_URL: 'http://a.example', OIDC_ISSUER: 'https://b.example' };
    const config = Object.assign(new GatewayConfig(), { NODE_ENV: 'production', ...urls });
    await expect(createGateway(config)).rejects.toThrow('PUBLIC_URL must be an https address');
  });
});
