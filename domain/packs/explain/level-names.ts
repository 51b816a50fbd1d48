import type { Words } from '../../words/message.ts';
import type { CheckedPack } from '../checked-pack.ts';

/** The names of levels by their keys; a key that no level has stands for itself. */
export function levelNames({ levels }: Pick<CheckedPack, 'levels'>, keys: readonly string[]): readonly Words[] {
  return keys.map((key) => levels.find(({ level }) => level === key)?.name ?? { ko: key, en: key });
}
