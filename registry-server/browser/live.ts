import { LivePage } from './live-page.ts';

function followEvents(page: LivePage, tell: (state: string) => void): void {
  const stream = document.querySelector<HTMLLinkElement>('link[type="text/event-stream"]');
  if (stream === null) return;
  const events = new EventSource(stream.href);
  const types = stream.dataset['types']?.split(' ') ?? [];
  for (const type of types) events.addEventListener(type, () => page.refresh());
  // What happened while the connection was away is on the page that is fetched now.
  events.addEventListener('open', () => page.refresh());
  events.addEventListener('error', () => tell('Connection lost; trying again'));
}

function addPauseButton(page: LivePage, tell: (state: string) => void): void {
  const button = document.getElementById('live-pause');
  button?.addEventListener('click', () => {
    page.isPaused = !page.isPaused;
    button.setAttribute('aria-pressed', String(page.isPaused));
    if (page.isPaused) tell('Paused');
    else page.refresh();
  });
}

/** `/` goes to the search, unless it is typed into a field. */
function addSearchKey(): void {
  document.addEventListener('keydown', (event) => {
    const isField =
      event.target instanceof Element && event.target.matches('input, select, textarea');
    if (event.key !== '/' || isField || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById('search')?.focus();
  });
}

function stateLine(): (state: string) => void {
  const line = document.getElementById('live-state');
  return (state) => {
    // Told again, a screen reader would say it again.
    if (line !== null && line.textContent !== state) line.textContent = state;
  };
}

const tell = stateLine();
const page = new LivePage(tell);
document.getElementById('live-controls')?.removeAttribute('hidden');
addPauseButton(page, tell);
addSearchKey();
followEvents(page, tell);
document.addEventListener('visibilitychange', () => page.refresh());
