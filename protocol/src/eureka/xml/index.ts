export { decodeRegistrationXml } from './decode-registration.ts';
export { compactXml, encodeInstanceXml, fullXml } from './xml-format.ts';
