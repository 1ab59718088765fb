/** What the server marked as live. Each has an id. */
function regionsOf(page: Document): readonly HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>('[data-live]')];
}

/**
 * Puts what is new of a page into this one, region by region. A table stays as it is while the pointer is over
 * it, so that nobody hits the wrong row; the next update brings it.
 */
export function adoptRegions(fresh: Document): void {
  for (const region of regionsOf(fresh)) {
    const current = document.getElementById(region.id);
    if (current === null || current.outerHTML === region.outerHTML) continue;
    if (current.querySelector('.scroll:hover') !== null) continue;
    keepOpen(current, region);
    const focused = focusedIn(current);
    current.replaceWith(region);
    focused?.(region);
  }
}

function keepOpen(current: HTMLElement, fresh: HTMLElement): void {
  for (const { id } of current.querySelectorAll('details[open]')) {
    const details = fresh.querySelector(`details[id="${CSS.escape(id)}"]`);
    details?.setAttribute('open', '');
  }
}

const FOCUSABLE = 'a, button, input, select, summary, [tabindex]';

/** How to put the focus back where it is now: to the same link, or to the same place when that is gone. */
function focusedIn(current: HTMLElement): ((fresh: HTMLElement) => void) | undefined {
  const focusable = [...current.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const index = focusable.findIndex((element) => element.matches(':focus'));
  const focused = focusable[index];
  if (focused === undefined) return undefined;
  const label = labelOf(focused);
  return (fresh) => {
    const candidates = [...fresh.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const same = candidates.find((element) => labelOf(element) === label) ?? candidates[index];
    same?.focus({ preventScroll: true });
  };
}

function labelOf(element: HTMLElement): string {
  const { tagName } = element;
  return `${tagName} ${element.getAttribute('href') ?? element.getAttribute('aria-label') ?? element.id}`;
}
