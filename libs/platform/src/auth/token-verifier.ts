import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { readClaims, type Claims, type ClaimSettings } from './read-claims.js';

export interface TokenSettings extends ClaimSettings {
  JWKS_URL: string;
  TOKEN_ISSUER: string;
  TOKEN_AUDIENCE: string;
}

export interface VerifiedToken extends Claims {
  subject: string;
}

/** Keys are fetched again for an unknown key id at most this often: forged ids must not make us call the issuer. */
const COOLDOWN_MS = 30_000;

/** Checks access tokens against the issuer's published keys; issuer, audience, algorithm and type are pinned. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly settings: TokenSettings) {
    this.keys = createRemoteJWKSet(new URL(settings.JWKS_URL), {
      cooldownDuration: COOLDOWN_MS,
      cacheMaxAge: 600_000,
      timeoutDuration: 5_000,
    });
  }

  /** Rejects when the token is not good for this service. */
  async verify(token: string): Promise<VerifiedToken> {
    const { payload } = await jwtVerify(token, this.keys, {
      issuer: this.settings.TOKEN_ISSUER,
      audience: this.settings.TOKEN_AUDIENCE,
      // Asymmetric only: with HS256 in the list, the public key would be a password that everybody knows.
      algorithms: ['ES256', 'RS256'],
      // RFC 9068: an ID token of the same issuer is no access token.
      typ: 'at+jwt',
      requiredClaims: ['sub', 'exp'],
      clockTolerance: 5,
    });
    return { subject: payload.sub ?? '', ...readClaims(payload, this.settings) };
  }
}
