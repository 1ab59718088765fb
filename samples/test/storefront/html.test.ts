import assert from 'node:assert/strict';
import { html } from '../../src/storefront/html.ts';

describe('html', () => {
  it('escapes text, so that a setting can never become markup', () => {
    const name = `<b> & "quoted" 'too'`;
    assert.equal(
      html`<p title="${name}">${name}</p>`.markup,
      '<p title="&lt;b&gt; &amp; &quot;quoted&quot; &#39;too&#39;">' +
        '&lt;b&gt; &amp; &quot;quoted&quot; &#39;too&#39;</p>',
    );
  });

  it('takes markup, and lists of it, as it is', () => {
    const items = ['a', 'b'].map((text) => html`<li>${text}</li>`);
    assert.equal(
      html`<ul>${items}</ul>${html`<hr>`}${7}`.markup,
      '<ul><li>a</li><li>b</li></ul><hr>7',
    );
  });
});
