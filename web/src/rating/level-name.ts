import type { FormRules } from '../../../contracts/api/evidence.ts';
import type { Speech } from '../words/words.tsx';

type Level = FormRules['scales'][number]['levels'][number];

/** A number with its name, "4 Good"; a level that is a word has its name alone. */
export function levelName(t: Speech, { level, name }: Pick<Level, 'level' | 'name'>): string {
  return /^\d+$/.test(level) ? t('rating.level-name', { level, name: t.pair(name) }) : t.pair(name);
}
