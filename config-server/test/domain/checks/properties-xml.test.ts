import assert from 'node:assert/strict';
import { isPropertiesXml, mayBePropertiesXml } from '../../../src/domain/checks/properties-xml.ts';

const COMMENT = `<!-- ${'<properties> '.repeat(400)} -->`;

describe('a file of XML', () => {
  it('holds properties by its root, wherever that stands', () => {
    const before = [
      '',
      '\ufeff',
      '<?xml version="1.0"?>\n',
      COMMENT,
      `<?xml?>${COMMENT}<!-- -->\n`,
    ];
    for (const start of [...before, ' '.repeat(4_090)]) {
      for (const root of ['<properties>', '<properties/>', '<properties x="1">']) {
        assert.equal(isPropertiesXml(Buffer.from(start + root)), true, start + root);
        assert.equal(isPropertiesXml(Buffer.from(start + root, 'utf16le')), true, start + root);
      }
      for (const root of ['<configuration>', '<properties-of>', 'no XML', '']) {
        assert.equal(isPropertiesXml(Buffer.from(start + root)), false, start + root);
      }
    }
  });

  it('is judged at once, whatever it holds', () => {
    for (const bait of ['<!', '<', '<!-- ', '<?', ' ', '-->']) {
      const startedAt = performance.now();
      isPropertiesXml(Buffer.from(bait.repeat(1_000_000)));
      assert.ok(performance.now() - startedAt < 500, bait);
    }
  });

  it('may hold properties as long as its root is not there', () => {
    const open = ['', '<?xml version="1.0"', COMMENT.slice(0, -3), '<prop', '<properties>'];
    for (const head of open) assert.equal(mayBePropertiesXml(Buffer.from(head)), true, head);
    for (const head of ['<configuration>', `${COMMENT}<beans x`]) {
      assert.equal(mayBePropertiesXml(Buffer.from(head)), false, head);
    }
  });
});
