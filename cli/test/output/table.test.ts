import assert from 'node:assert/strict';
import { renderTable } from '../../src/output/table.ts';

describe('renderTable', () => {
  it('makes columns as wide as their widest cell, without blanks at line ends', () => {
    const table = renderTable(
      ['APPLICATION', 'STATUS'],
      [
        ['CATALOG', 'UP'],
        ['STOREFRONT-LONG', 'STARTING'],
      ],
    );
    assert.equal(
      table,
      'APPLICATION      STATUS\nCATALOG          UP\nSTOREFRONT-LONG  STARTING\n',
    );
  });
});
