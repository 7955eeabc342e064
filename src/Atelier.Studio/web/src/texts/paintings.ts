import type { SampleStyle } from '../api/contract';
import type { Language } from '../app/preferences';

// The titles of the repository's own paintings; others keep the title that they come with.
const chinese: Readonly<Record<string, string>> = {
  night: '星夜',
  harvest: '收获',
  sea: '海上风暴',
  shapes: '圆与线',
  pointillist: '河上帆影',
  mosaic: '马赛克',
  ink: '水墨山色',
};

export const paintingTitle = (painting: SampleStyle, language: Language): string => (language === 'zh' ? (chinese[painting.id] ?? painting.title) : painting.title);
