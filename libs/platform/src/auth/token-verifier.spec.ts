import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  errors,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import { TokenVerifier } from './token-verifier.js';

const ISSUER = 'https://sign-in.example';
const NOW = Math.floor(Date.now() / 1000);
const GOOD: JWTPayload = { iss: ISSUER, aud: 'nangluc', sub: 'hoa', iat: NOW, exp: NOW + 60, roles: ['scheduler'] };

let server: Server;
let fetches = 0;
let key: CryptoKey;
let publicPem: string;
let verifier: TokenVerifier;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  key = pair.privateKey;
  publicPem = await exportSPKI(pair.publicKey);
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  server = createServer((_request, response) => {
    fetches += 1;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  verifier = verifierWith();
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function verifierWith(changes: Partial<ConstructorParameters<typeof TokenVerifier>[0]> = {}): TokenVerifier {
  return new TokenVerifier({
    JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`,
    TOKEN_ISSUER: ISSUER,
    TOKEN_AUDIENCE: 'nangluc',
    TOKEN_ROLES_CLAIM: 'roles',
    TOKEN_ROLE_NAMES: '',
    TOKEN_UNITS_CLAIM: 'units',
    ...changes,
  });
}

const signed = (
  payload: JWTPayload = {},
  header: { kid?: string; typ?: string } = {},
  by: CryptoKey = key,
): Promise<string> =>
  new SignJWT({ ...GOOD, ...payload })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt', ...header })
    .sign(by);

describe('an access token', () => {
  it('of the issuer, for us, in time, says who calls', async () => {
    expect(await verifier.verify(await signed())).toEqual({ subject: 'hoa', roles: ['scheduler'], units: [] });
  });

  const spoilt: [string, () => Promise<string> | string][] = [
    ['signed by somebody else', async () => signed({}, {}, (await generateKeyPair('RS256')).privateKey)],
    ['expired', () => signed({ exp: NOW - 60 })],
    ['without an end', () => signed({ exp: undefined })],
    ['not valid yet', () => signed({ nbf: NOW + 600 })],
    ['for another audience', () => signed({ aud: 'another' })],
    ['of another issuer', () => signed({ iss: 'https://elsewhere.example' })],
    ['of nobody', () => signed({ sub: undefined })],
    ['that is an ID token', () => signed({}, { typ: 'JWT' })],
    ['without a type', () => signed({}, { typ: undefined as never })],
    ['with alg none', () => new UnsecuredJWT(GOOD).encode()],
    [
      'with HS256 and the public key as the secret',
      () =>
        new SignJWT(GOOD)
          .setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' })
          .sign(new TextEncoder().encode(publicPem)),
    ],
    [
      'whose content was changed after it was signed',
      async () => {
        const [header, , signature] = (await signed()).split('.');
        const content = Buffer.from(JSON.stringify({ ...GOOD, roles: ['chairman'] })).toString('base64url');
        return [header, content, signature].join('.');
      },
    ],
    ['that is no token', () => 'a.b.c'],
  ];
  it.each(spoilt)('%s is refused', async (_what, token) => {
    await expect(verifier.verify(await token())).rejects.toThrow(errors.JOSEError);
  });

  it('with unknown key ids does not make us ask the issuer again and again', async () => {
    const fresh = verifierWith();
    await fresh.verify(await signed());
    const before = fetches;
    for (let n = 0; n < 20; n += 1)
      await expect(fresh.verify(await signed({}, { kid: `unknown-${n}` }))).rejects.toThrow('no applicable key found');
    expect(fetches - before).toBe(0);
  });
});

describe('the claims', () => {
  it('are found where the configuration says, under the names of the issuer', async () => {
    const keycloak = verifierWith({
      TOKEN_ROLES_CLAIM: 'realm_access.roles',
      TOKEN_ROLE_NAMES: 'CB_NOIVU=hr-officer, LANH_DAO=chairman',
      TOKEN_UNITS_CLAIM: 'don_vi',
    });
    const unit = '018f2b6e-0000-7000-8000-000000000001';
    const token = await signed({ realm_access: { roles: ['CB_NOIVU', 'offline_access'] }, don_vi: [unit, 'x'] });
    expect(await keycloak.verify(token)).toEqual({ subject: 'hoa', roles: ['hr-officer'], units: [unit] });
  });

  it('give no role and no unit when they are missing, and no prototype is a claim', async () => {
    const nothing = { subject: 'hoa', roles: [], units: [] };
    expect(await verifier.verify(await signed({ roles: undefined }))).toEqual(nothing);
    const odd = verifierWith({ TOKEN_ROLES_CLAIM: 'constructor.name', TOKEN_UNITS_CLAIM: '__proto__' });
    expect(await odd.verify(await signed())).toEqual(nothing);
  });

  it('open the whole province only by the star', async () => {
    expect((await verifier.verify(await signed({ units: '*' }))).units).toBe('all');
  });
});
