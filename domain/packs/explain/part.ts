import type { Locale, Message, Words } from '../../words/message.ts';
import { type PackWordKey, say } from '../words.ts';

/** For whom a pack is explained: `you` is that person. */
export const EXPLAINED_ROLES = ['employee', 'rater', 'hr'] as const;
export type ExplainedRole = (typeof EXPLAINED_ROLES)[number];

/** A sentence about a pack, without a language. */
export type Sentence = Message<PackWordKey>;

export interface Part {
  readonly title: Sentence;
  readonly sentences: readonly Sentence[];
}

/** Names one after the other, as one value of a sentence. */
export function list(names: readonly (Words | Message)[], separator = ', '): Words {
  const inLanguage = (locale: Locale) => names.map((name) => ('key' in name ? say(locale, name) : name[locale])).join(separator);
  return { ko: inLanguage('ko'), en: inLanguage('en') };
}

/** A sentence or none. */
export function when(holds: boolean, message: () => Sentence): readonly Sentence[] {
  return holds ? [message()] : [];
}

/** The sentences of a part in a language. */
export function spoken(
  locale: Locale,
  { title, sentences }: Part,
): { readonly title: string; readonly sentences: readonly string[] } {
  return { title: say(locale, title), sentences: sentences.map((sentence) => say(locale, sentence)) };
}
