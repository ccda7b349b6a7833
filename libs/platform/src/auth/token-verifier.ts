import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { ROLES, type Account, type Role } from './account.js';

export interface TokenSettings {
  JWKS_URL: string;
  TOKEN_ISSUER: string;
  TOKEN_AUDIENCE: string;
}

/** Checks access tokens against the issuer's published keys, with issuer, audience and algorithm pinned. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly settings: TokenSettings) {
    this.keys = createRemoteJWKSet(new URL(settings.JWKS_URL), { cooldownDuration: 5_000, cacheMaxAge: 600_000 });
  }

  /** Rejects when the token is not good for this service. */
  async verify(token: string): Promise<Account> {
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.settings.TOKEN_ISSUER,
      audience: this.settings.TOKEN_AUDIENCE,
      algorithms: ['ES256', 'RS256'],
      requiredClaims: ['sub', 'exp'],
    });
    const claimed = Array.isArray(payload['roles']) ? payload['roles'] : [];
    return { subject: payload.sub ?? '', roles: claimed.filter(isRole) };
  }
}

const isRole = (value: unknown): value is Role => ROLES.some(role => role === value);
