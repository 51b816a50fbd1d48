import { describe, expect, test } from 'vitest';
import { explain } from '../../../domain/packs/words/explain.ts';
import { packFields } from '../../../domain/packs/words/fields.ts';
import { packFindings } from '../../../domain/packs/words/findings.ts';
import { packPages } from '../../../domain/packs/words/pages.ts';
import { isPackWordKey, say } from '../../../domain/packs/words.ts';

const pairs = Object.entries({ ...explain, ...packFields, ...packFindings, ...packPages });
const names = (template: string) => [...new Set([...template.matchAll(/\{([^{}:|]+)/gu)].map(([, name]) => name))].sort().join();
const sentences = (template: string) => template.replace(/\{[^{}]+\}/gu, '@').split(/(?<=[.?!])\s+/u);

describe('the words about packs', () => {
  test('name the same values in both languages', () => {
    expect(pairs.filter(([, { ko, en }]) => names(ko) !== names(en))).toEqual([]);
  });

  test('have no sentence longer than 50 characters in Korean or 20 words in English', () => {
    const long = pairs.filter(
      ([, { ko, en }]) => sentences(ko).some((one) => one.length > 50) || sentences(en).some((one) => one.split(' ').length > 20),
    );
    expect(long.map(([key]) => key)).toEqual([]);
  });

  test('stand beside all other words', () => {
    expect(say('en', { key: 'explain.text', values: { text: { key: 'task.goals.draft.name' } } })).toBe('Write goals');
    expect(isPackWordKey('role.employee.start')).toBe(true);
    expect(isPackWordKey('toString')).toBe(false);
  });
});
