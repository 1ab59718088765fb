import { defineOptions, list, type OptionsOf, text } from '@vernal/core/options';

/** Bearer tokens, under Spring Security's names. */
export const tokenOptions = defineOptions({
  jwkSetUri: text('spring.security.oauth2.resourceserver.jwt.jwk-set-uri', {
    description: 'Where the keys stand that sign bearer tokens (JWKS)',
  }),
  jwtIssuerUri: text('spring.security.oauth2.resourceserver.jwt.issuer-uri', {
    description: 'Who must have issued a token; also tells where the keys are (OpenID Connect)',
  }),
  jwtPublicKey: text('spring.security.oauth2.resourceserver.jwt.public-key-location', {
    description: 'PEM file of the one key that signs bearer tokens',
  }),
  jwtAudiences: list('spring.security.oauth2.resourceserver.jwt.audiences', {
    default: [],
    description: 'A token must be meant for one of these',
  }),
  jwtAlgorithms: list('spring.security.oauth2.resourceserver.jwt.jws-algorithms', {
    default: [],
    description: 'Accepted signatures; all with a public key by default',
  }),
  jwtRolesClaim: text('vernal.security.jwt.roles-claim', {
    description: 'Claim with the roles, e.g. realm_access.roles; by default roles, then scope',
  }),
});

/** The values of {@link tokenOptions}. */
export type TokenOptions = OptionsOf<typeof tokenOptions>;
