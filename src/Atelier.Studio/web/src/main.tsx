import { render } from 'preact';
import './design/tokens.css';
import './design/base.css';
import './design/parts.css';
import './design/compose.css';
import './design/options.css';
import './design/painting.css';
import './design/viewer.css';
import './design/gallery.css';
import './design/regions.css';
import { App } from './app/App';
import { loadTexts } from './texts';

// Where the texts do not arrive, the page is shown in English.
const show = (): void => render(<App />, document.getElementById('app')!);
loadTexts().then(show, show);
