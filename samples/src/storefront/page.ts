import type { ConfigAnswer, ProductsAnswer } from './answers.ts';
import { type Html, html } from './html.ts';
import type { StorefrontSettings } from './settings.ts';

/** What the page shows at one moment. */
export interface View {
  readonly settings: StorefrontSettings;
  /** Undefined while no catalog answers. */
  readonly products: ProductsAnswer | undefined;
  /** The storefront's own first. */
  readonly inForce: readonly ConfigAnswer[];
}

/** The parts of the page that change by themselves, by the id of their element. */
export function renderParts(view: View): ReadonlyMap<string, string> {
  return new Map([
    ['welcome', renderWelcome(view.settings).markup],
    ['products', renderProducts(view.products).markup],
    ['settings', renderSettings(view.inForce).markup],
  ]);
}

/** The whole page. */
export function renderPage(view: View): string {
  const parts = [...renderParts(view)].map(
    ([id, markup]) => html`<section id="${id}">${{ markup }}</section>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${view.settings.shop.name}</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/page.css">
  <script type="module" src="/page.js"></script>
</head>
<body>
  <main>${parts}</main>
  <p id="news" role="status"></p>
</body>
</html>
`.markup;
}

function renderWelcome({ shop, storefront }: StorefrontSettings): Html {
  return html`<header data-accent="${storefront.accent}">
  <h1>${shop.name}</h1>
  <p>${shop.motto}</p>
  ${storefront.banner === '' ? [] : html`<p class="banner">${storefront.banner}</p>`}
</header>`;
}

function renderProducts(answer: ProductsAnswer | undefined): Html {
  if (answer === undefined) {
    return html`<h2>Products</h2><p class="away">No catalog instance answers right now.</p>`;
  }
  const rows = answer.products.map(
    ({ name, price }) =>
      html`<tr><td>${name}</td><td>${price.toFixed(2)} ${answer.currency}</td></tr>`,
  );
  return html`<h2>Products</h2>
<table>
  <thead><tr><th scope="col">Product</th><th scope="col">Price, ${answer.discount} % off</th></tr></thead>
  <tbody>${rows}</tbody>
</table>
<p>Answered by <code>${answer.servedBy}</code></p>`;
}

function renderSettings(inForce: readonly ConfigAnswer[]): Html {
  const rows = inForce.map(
    (answer) => html`<tr>
    <td><code>${answer.instance}</code></td>
    <td><code>${answer.commit?.slice(0, 7) ?? 'defaults'}</code></td>
    <td>${renderValues(answer)}</td>
  </tr>`,
  );
  return html`<h2>Settings in force</h2>
<table>
  <thead><tr><th scope="col">Instance</th><th scope="col">Commit</th><th scope="col">Settings</th></tr></thead>
  <tbody>${rows}</tbody>
</table>`;
}

function renderValues({ settings, signature }: ConfigAnswer): Html {
  const values = Object.entries(settings).flatMap(([group, members]) =>
    Object.entries(members).map(([name, value]) => [`${group}.${name}`, String(value)] as const),
  );
  const all = signature === undefined ? values : [...values, ['signature', signature] as const];
  return html`<dl>${all.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
