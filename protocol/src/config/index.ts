export {
  CIPHER_PREFIX,
  type CipherText,
  isEncrypted,
  type PrefixedText,
  parseCipherText,
  parsePrefixedText,
} from './cipher-text.ts';
export { changedKeys, effectiveProperties } from './effective-properties.ts';
export { type CipherPlace, findCipherPlaces } from './encryption/cipher-places.ts';
export { encryptValue } from './encryption/encrypt-value.ts';
export { type NamedKeys, namedEncryption } from './encryption/named-encryption.ts';
export type { KeyStore } from './encryption/named-keys.ts';
export { openKeyStore } from './encryption/open-key-store.ts';
export type { RsaRules } from './encryption/rsa-cipher.ts';
export { isKeyText, parseKeyText, type RsaKey } from './encryption/rsa-key.ts';
export {
  type EncryptionProblem,
  type KeyStoreRules,
  keyPairEncryption,
  keyStoreEncryption,
  symmetricEncryption,
  type TextEncryption,
} from './encryption/text-encryption.ts';
export type {
  EmptyList,
  Environment,
  JavaNumber,
  PropertySource,
  PropertyValue,
} from './environment.ts';
export { decodeEnvironment, encodeEnvironment, type OriginOf } from './environment-json.ts';
export { flattenYaml } from './flatten-yaml.ts';
export { COMMIT_HEADER, PROBLEM_HEADER } from './headers.ts';
export {
  isJavaNumber,
  javaDouble,
  javaInteger,
  numberFromText,
  textOfValue,
} from './java-number.ts';
export { parseProperties } from './parse-properties.ts';
export { matchesProfiles } from './profile-expression.ts';
export { renderJson } from './renderings/render-json.ts';
export { renderYaml, type WholeDocument } from './renderings/render-yaml.ts';
export {
  nestedDocument,
  type Placeholders,
  type RenderingProblem,
  renderProperties,
} from './renderings/rendering.ts';
export { type PlaceholderRules, resolvePlaceholders } from './renderings/resolve-placeholders.ts';
export { escapeSlashes, unescapeSlashes } from './slash-escape.ts';
export {
  DEFAULT_SALT,
  decryptSymmetric,
  deriveSymmetricKey,
  encryptSymmetric,
  type SymmetricKey,
} from './symmetric-cipher.ts';
export type { PropertyDocument, TracedValue } from './traced-value.ts';
