export { parseXmlProperties } from './parse-xml-properties.ts';
