import type { OptionInfo, PresetInfo } from '../api/contract';
import { language } from '../app/preferences';
import type { ChoiceName, GroupName, OptionName, OptionWords, PresetName, Words } from './optionNames';
import { optionsEn } from './optionsEn';
import { optionsZh } from './optionsZh';

const words: Record<typeof language.value, OptionWords> = { en: optionsEn, zh: optionsZh };

const own = (): OptionWords => words[language.value];

const wordsOf = (option: OptionInfo): Words | undefined => own().options[option.name as OptionName];

/** `style-weight` → `Style weight`, for what the page has no words for. */
const readable = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?。]$/.test(text) ? '' : '.'}`;

export const optionTitle = (option: OptionInfo): string => wordsOf(option)?.title ?? readable(option.name);
export const optionHelp = (option: OptionInfo): string => wordsOf(option)?.help ?? sentence(option.help);
export const groupTitle = (group: string): string => own().groups[group.toLowerCase() as GroupName] ?? readable(group);
export const presetTitle = (preset: PresetInfo): string => own().presets[preset.name as PresetName]?.title ?? preset.title;
export const presetHelp = (preset: PresetInfo): string => own().presets[preset.name as PresetName]?.help ?? preset.help;
export const choiceTitle = (option: string, choice: string): string => own().choices[`${option}.${choice}` as ChoiceName] ?? choice;
