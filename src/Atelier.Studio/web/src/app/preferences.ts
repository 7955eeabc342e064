import { effect, signal } from '@preact/signals';

export type Language = 'en' | 'zh';
export type Theme = 'auto' | 'light' | 'dark';

const languages: readonly Language[] = ['en', 'zh'];
const themes: readonly Theme[] = ['auto', 'light', 'dark'];

/** What the visitor chose; before that, what the browser says. */
export const language = signal<Language>(stored('atelier.language', languages) ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'));
export const theme = signal<Theme>(stored('atelier.theme', themes) ?? 'auto');

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  store('atelier.language', chosen);
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  store('atelier.theme', chosen);
}

function stored<T extends string>(key: string, allowed: readonly T[]): T | null {
  const value = read(key);
  return allowed.find((one) => one === value) ?? null;
}

// A browser may forbid a page to keep anything.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then the choice lasts as long as the page.
  }
}
