import type { SampleStyle } from '../api/contract';
import type { Language } from '../app/preferences';

// The titles of the repository's own paintings; others keep the title that they come with.
const chinese: Readonly<Record<string, string>> = {
  night: '山上的夜',
  harvest: '夏末',
  sea: '风暴中的船',
  shapes: '圆、面与线',
  pointillist: '河与帆',
  mosaic: '浪上的太阳',
  ink: '雾中群山',
};

export const paintingTitle = (painting: SampleStyle, language: Language): string => (language === 'zh' ? (chinese[painting.id] ?? painting.title) : painting.title);
