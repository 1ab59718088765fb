const news = document.getElementById('news');

function adoptAccent() {
  const accent = document.querySelector('[data-accent]')?.dataset.accent;
  if (accent !== undefined) document.documentElement.style.setProperty('--accent', accent);
}

function show({ id, markup }) {
  const part = document.getElementById(id);
  if (part === null || part.innerHTML === markup) return;
  part.innerHTML = markup;
  if (id === 'products') return;
  adoptAccent();
  news.textContent = `Settings changed at ${new Date().toLocaleTimeString()}.`;
}

adoptAccent();
const events = new EventSource('/events');
events.addEventListener('part', (event) => show(JSON.parse(event.data)));
events.addEventListener('error', () => {
  news.textContent = 'The storefront is away; waiting for it.';
});
events.addEventListener('open', () => {
  news.textContent = '';
});
