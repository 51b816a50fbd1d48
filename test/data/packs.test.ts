import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkPack } from '../../commands/check-pack.ts';
import { findShippedPack, shippedPacks } from '../../commands/shipped-packs.ts';
import { packJsonSchema } from '../../contracts/pack/json-schema.ts';
import { FINDING_CODES, SHELF_CODES, STRUCTURE_CODES } from '../../domain/packs/codes.ts';
import { LOCALES } from '../../domain/words/message.ts';
import { isPackWordKey, say } from '../../domain/packs/words.ts';
import { SHIPPED, changed, rawPack, shippedPack } from '../domain/packs/sample.ts';

const broken = rawPack('kr-local-grade5') as Record<string, Record<string, unknown>>;

describe('the shipped packs', () => {
  test('are the seven, and the schema beside them is none', async () => {
    expect(await shippedPacks()).toEqual([...SHIPPED]);
    expect(readdirSync('data/packs')).toHaveLength(SHIPPED.length + 1);
    expect(await findShippedPack('pack.schema')).toBeUndefined();
  });

  test.each(SHIPPED)('%s has nothing wrong, the name of its file, and says what is law and what is a choice', (name) => {
    const { pack, findings } = checkPack(rawPack(name));
    expect(findings).toEqual([]);
    expect(pack?.name).toBe(name);
    expect(pack?.sources.map(({ kind }) => kind)).toContain('choice');
  });

  test('are written as the schema beside them says', () => {
    expect(JSON.parse(readFileSync('data/packs/pack.schema.json', 'utf8'))).toEqual(packJsonSchema());
  });
});

describe('the schema of a pack', () => {
  test('names only fields that have words', () => {
    const names = new Set<string>();
    JSON.stringify(packJsonSchema(), (key, value: unknown) => {
      if (key === 'properties') for (const name of Object.keys(value as object)) names.add(name);
      return value;
    });
    const nameless = [...names].filter((name) => !isPackWordKey(`pack-field.${name}`) && !isPackWordKey(`task.${name}.name`));
    expect(nameless).toEqual([]);
  });
});

describe('checkPack', () => {
  test('tells faults of the schema and what the schema cannot see, at once', () => {
    const content = {
      ...broken,
      title: { ko: '제목' },
      forWhom: undefined,
      favourite: true,
      extra: 1,
      goals: { ...broken['goals'], most: 'eight' },
      distribution: { ...broken['distribution'], shares: [{ level: '수', share: 20 }, { level: '우', share: 70 }] },
      ranking: 'forbidden',
    };
    const { pack, findings } = checkPack(JSON.parse(JSON.stringify(content)));
    expect(pack).toBeUndefined();
    expect(findings.map(({ code, pointer }) => `${pointer}: ${code}`).sort()).toEqual([
      '/calibration/changes: places-with-ranking-forbidden',
      '/distribution/shares: level-without-share',
      '/distribution/shares: shares-do-not-sum',
      '/extra: unrecognized-keys',
      '/favourite: unrecognized-keys',
      '/forWhom: field-missing',
      '/goals/most: invalid-type',
      '/ranking: quota-with-ranking-forbidden',
      '/title/en: text-missing',
    ]);
  });

  test('tells faults of a period by its place', () => {
    const [first, second] = broken['periods'] as unknown as [{ dates: Record<string, object> }, object];
    const phases = { ...first.dates['phases'], 'no key': {} };
    const periods = [{ ...first, dates: { ...first.dates, phases, archive: { year: 0, month: 13, day: 1 } } }, { ...second, by: 'x' }];
    const { findings } = checkPack({ ...broken, periods });
    expect(findings.map(({ code, pointer }) => `${pointer}: ${code}`).sort()).toEqual([
      '/periods/0/dates/archive/month: too-big',
      '/periods/0/dates/phases/no key: invalid-key',
      '/periods/1/by: invalid-union',
    ]);
  });

  test.each([null, 7, 'pack', [], {}])('refuses %j without losing its way', (content) => {
    const { pack, findings } = checkPack(content);
    expect(pack).toBeUndefined();
    expect(findings.length).toBeGreaterThan(0);
    if (typeof content !== 'object' || content === null || Array.isArray(content))
      expect(findings).toEqual([{ code: 'invalid-type', pointer: '' }]);
  });

  test('refuses a well without a bottom before anything falls into it', () => {
    const well: unknown = JSON.parse(`{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    expect(checkPack(well)).toEqual({ pack: undefined, findings: [{ code: 'too-deep', pointer: '' }] });
  });

  test('tells an emptied field from a value of the wrong type and from a field that is not there', () => {
    const emptied = changed(shippedPack('kr-local-grade5'), '/goals/most', null);
    const content = changed(changed(emptied, '/goals/fewest', undefined), '/goals/recommended', 'few');
    expect(checkPack(content).findings.map(({ code, pointer }) => `${pointer}: ${code}`).sort()).toEqual([
      '/goals/fewest: field-missing',
      '/goals/most: field-empty',
      '/goals/recommended: invalid-type',
    ]);
  });

  test('has words for every code in both languages', () => {
    for (const code of [...FINDING_CODES, ...STRUCTURE_CODES, ...SHELF_CODES]) {
      const key = `pack-finding.${code}`;
      expect(isPackWordKey(key) && LOCALES.every((locale) => say(locale, { key }).length > 0)).toBe(true);
    }
  });
});
