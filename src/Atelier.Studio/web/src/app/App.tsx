import { useEffect, useRef } from 'preact/hooks';
import { isConnected, needsKey } from '../api/connection';
import { Compose } from '../compose/Compose';
import { useDropAndPaste } from '../compose/useDrop';
import { Compare } from '../gallery/Compare';
import { Gallery } from '../gallery/Gallery';
import { Painting } from '../painting/Painting';
import { t } from '../texts';
import { announcement } from './announce';
import { Header } from './Header';
import { KeyForm } from './KeyForm';
import { hashOf, route, type Route } from './route';

export function App() {
  const here = route.value;
  useDropAndPaste();
  useTitle(here);
  const main = useFocusOnArrival(here);
  return (
    <>
      <a class="skip-link" href="#main" onClick={(event) => skipTo(event, main.current)}>
        {t.value.header.skip}
      </a>
      <Header />
      {!isConnected.value && (
        <p class="banner" role="status">
          <span class="banner-dot" aria-hidden="true" />
          {t.value.faults.reconnecting}
        </p>
      )}
      <main id="main" ref={main} tabIndex={-1}>
        {needsKey.value ? <KeyForm /> : <Page route={here} />}
      </main>
      <p class="visually-hidden" role="status" aria-live="polite">
        {announcement.value}
      </p>
    </>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'compose':
      return <Compose />;
    case 'painting':
      return <Painting key={route.job} id={route.job} />;
    case 'gallery':
      return <Gallery />;
    case 'compare':
      return <Compare key={`${route.left}/${route.right}`} left={route.left} right={route.right} />;
  }
}

function useTitle(here: Route): void {
  const title = t.value.titles[here.page];
  useEffect(() => {
    document.title = `${title} · Atelier`;
  }, [title]);
}

// Whoever follows a link inside the page is brought to the new page's heading, as a browser does with a new document.
function useFocusOnArrival(here: Route) {
  const main = useRef<HTMLElement>(null);
  const place = hashOf(here);
  const last = useRef(place);
  useEffect(() => {
    if (last.current !== place) {
      last.current = place;
      scrollTo(0, 0);
      (main.current?.querySelector<HTMLElement>('h1[tabindex]') ?? main.current)?.focus({ preventScroll: true });
    }
  }, [place]);
  return main;
}

// The hash is the page's place, so the link itself must not change it.
function skipTo(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}
