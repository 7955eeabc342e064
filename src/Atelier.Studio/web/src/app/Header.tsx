import { loadTexts, t } from '../texts';
import { Icon } from '../parts/Icon';
import { hashOf, route } from './route';
import { chooseLanguage, chooseTheme, language, theme, type Language, type Theme } from './preferences';

const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' };

export function Header() {
  const texts = t.value.header;
  const page = route.value.page;
  const otherLanguage = language.value === 'en' ? 'zh' : 'en';
  const choose = (chosen: Language): void => {
    chooseLanguage(chosen);
    loadTexts().catch(() => chooseLanguage('en'));
  };
  return (
    <header class="header">
      <a class="wordmark" href={hashOf({ page: 'compose' })}>
        <Icon name="mark" />
        Atelier
      </a>
      <nav class="header-nav" aria-label={texts.navigation}>
        <a href={hashOf({ page: 'compose' })} aria-current={page === 'compose' ? 'page' : undefined}>
          {texts.compose}
        </a>
        <a href={hashOf({ page: 'gallery' })} aria-current={page === 'gallery' || page === 'compare' ? 'page' : undefined}>
          {texts.gallery}
        </a>
      </nav>
      <div class="header-tools">
        <button type="button" class="quiet" lang={otherLanguage === 'zh' ? 'zh-CN' : 'en'} onClick={() => choose(otherLanguage)}>
          {otherLanguage === 'zh' ? '中文' : 'English'}
        </button>
        <button type="button" class="quiet icon-only" aria-label={texts.theme(texts.themes[theme.value])} title={texts.theme(texts.themes[theme.value])} onClick={() => chooseTheme(nextTheme[theme.value])}>
          <Icon name={theme.value === 'auto' ? 'contrast' : theme.value === 'light' ? 'sun' : 'moon'} />
        </button>
      </div>
    </header>
  );
}
