import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gistOf } from '../../../domain/packs/explain/gist.ts';
import { shippedPack } from '../../support/packs.ts';

const NAMES = readdirSync('data/packs')
  .filter((file) => file.endsWith('.json') && !file.includes('schema'))
  .map((file) => file.slice(0, -'.json'.length));

describe('the gist of a pack', () => {
  it.each(NAMES)('tells %s in three to eight sentences, each once, in both languages', (name) => {
    const pack = shippedPack(name);
    for (const locale of ['ko', 'en'] as const) {
      const sentences = gistOf(pack, locale);
      expect(sentences.length).toBeGreaterThanOrEqual(3);
      expect(sentences.length).toBeLessThanOrEqual(8);
      expect(new Set(sentences).size).toBe(sentences.length);
      expect(sentences.join(' ')).not.toMatch(/[{}]|explain\./);
    }
  });

  it('is another one for every pack', () => {
    const gists = NAMES.map((name) => gistOf(shippedPack(name), 'en').slice(1).join(' '));
    expect(new Set(gists).size).toBe(NAMES.length);
  });

  it('counts the talks of the year', () => {
    expect(gistOf(shippedPack('oklahoma'), 'en')).toContain('Rater and employee talk 3 times in the year.');
    expect(gistOf(shippedPack('us-doi'), 'en')).toContain('Rater and employee talk 1 time in the year.');
  });
});
