import type { OptionInfo, PresetInfo } from '../api/contract';
import { optionWords } from '.';
import type { ChoiceName, GroupName, OptionName, PresetName, Words } from './optionNames';

const wordsOf = (option: OptionInfo): Words | undefined => optionWords.value.options[option.name as OptionName];

/** `style-weight` → `Style weight`, for what the page has no words for. */
const readable = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?。]$/.test(text) ? '' : '.'}`;

export const optionTitle = (option: OptionInfo): string => wordsOf(option)?.title ?? readable(option.name);
export const optionHelp = (option: OptionInfo): string => wordsOf(option)?.help ?? sentence(option.help);
export const groupTitle = (group: string): string => optionWords.value.groups[group.toLowerCase() as GroupName] ?? readable(group);
export const presetTitle = (preset: PresetInfo): string => optionWords.value.presets[preset.name as PresetName]?.title ?? preset.title;
export const presetHelp = (preset: PresetInfo): string => optionWords.value.presets[preset.name as PresetName]?.help ?? preset.help;
export const choiceTitle = (option: string, choice: string): string => optionWords.value.choices[`${option}.${choice}` as ChoiceName] ?? choice;
