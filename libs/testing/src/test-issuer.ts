import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export interface TokenClaims {
  subject: string;
  roles: string[];
  /** Ids of the caller's units; the whole province when left out. */
  units?: string[] | undefined;
}

/** Signs access tokens and publishes its keys, for tests and demonstrations only: it asks nobody for a password. */
export class TestIssuer {
  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
    readonly jwksUrl: string,
    readonly issuer: string,
  ) {}

  static async start(): Promise<TestIssuer> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'demo', alg: 'ES256', use: 'sig' };
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    server.unref();
    const issuer = `http://127.0.0.1:${port}`;
    return new TestIssuer(server, privateKey, `${issuer}/jwks`, issuer);
  }

  /** A token for an account with these roles; `change` spoils it for tests of refusal. */
  token(
    { subject, roles, units = ['*'] }: TokenClaims,
    change: { audience?: string; issuer?: string; expires?: string; type?: string; keyId?: string } = {},
  ): Promise<string> {
    return new SignJWT({ roles, units })
      .setProtectedHeader({ alg: 'ES256', kid: change.keyId ?? 'demo', typ: change.type ?? 'at+jwt' })
      .setSubject(subject)
      .setIssuer(change.issuer ?? this.issuer)
      .setAudience(change.audience ?? 'nangluc')
      .setIssuedAt()
      .setExpirationTime(change.expires ?? '12h')
      .sign(this.key);
  }

  stop(): Promise<void> {
    return new Promise(resolve => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}
