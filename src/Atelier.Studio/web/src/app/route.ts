import { signal } from '@preact/signals';

/** Where the visitor is. The place is the URL's hash, so that a reload comes back to it. */
export type Route =
  | { page: 'compose' }
  | { page: 'painting'; job: string }
  | { page: 'gallery' }
  | { page: 'compare'; left: string; right: string };

export function parseRoute(hash: string): Route {
  const [page, first, second] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  if (page === 'painting' && first) {
    return { page, job: first };
  }
  if (page === 'compare' && first && second) {
    return { page, left: first, right: second };
  }
  return page === 'gallery' ? { page } : { page: 'compose' };
}

// What is not percent-encoded as it should be stays as it is: the studio then knows no such picture.
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case 'compose':
      return '#/';
    case 'gallery':
      return '#/gallery';
    case 'painting':
      return `#/painting/${encodeURIComponent(route.job)}`;
    case 'compare':
      return `#/compare/${encodeURIComponent(route.left)}/${encodeURIComponent(route.right)}`;
  }
}

export const route = signal<Route>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
});

export function go(to: Route): void {
  location.hash = hashOf(to);
}
