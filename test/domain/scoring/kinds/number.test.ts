import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../domain/scoring/kinds.ts';

/** The value, or the code of the refusal. */
function read(text: string): string | null {
  const [fault] = KINDS.number.faults({ text });
  return fault === undefined ? KINDS.number.score({ text }).answer.value : `${fault.code} ${fault.path}`;
}
const REFUSED = 'not-a-number /text';

describe('W01 parse', () => {
  it.each([
    ['△4.11', '-4.11'],
    ['(4.11)', '4.11'],
    ['1,234', '1234'],
    ['-', null],
    ['신규', null],
  ])('W01 parse: %s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('human numbers', () => {
  it.each([
    ['▲4.11', '-4.11'],
    ['−4.11', '-4.11'],
    ['-4.11', '-4.11'],
    ['△ 4.11', '-4.11'],
    ['  − 4.11  ', '-4.11'],
    ['\u3000△\u00a04.11', '-4.11'],
    ['１２３．４５', '123.45'],
    ['－１，２３４', '-1234'],
    ['＋５', '5'],
    ['98.5%', '98.5'],
    ['98.5 %', '98.5'],
    ['△1,234.50％', '-1234.50'],
    ['(1,234)', '1234'],
    ['（△４．１１）', '-4.11'],
    ['△(4.11)', '-4.11'],
    ['(4.11%)', '4.11'],
  ])('NUM1: %j is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each(['', '   ', '-', '‐', '–', '—', '―', '−', '－', '신규', ' 신규 ', '해당없음', 'N/A', 'Ｎ／Ａ'])(
    'NUM2: %j is no number',
    (text) => {
      expect(read(text)).toBeNull();
    },
  );

  it.each([
    '많음',
    '1,23',
    '1,2345',
    '12,34,567',
    '1234,567',
    ',123',
    '1,234,',
    '1e3',
    '0x1F',
    'NaN',
    'Infinity',
    '--4',
    '-△4',
    '△(△4)',
    '+(-4)',
    '4-',
    '(4',
    '4)',
    '()',
    '.5',
    '5.',
    '1.2.3',
    '1 234',
    '%',
    '4%%',
    '４ ５',
    'null',
    '1'.repeat(61),
  ])('NUM2: %j is refused', (text) => {
    expect(read(text)).toBe(REFUSED);
  });

  it('NUM2: keeps all digits and does not round', () => {
    expect(read('1.2300')).toBe('1.2300');
    expect(read(`0.${'1'.repeat(59)}`)).toBe(`0.${'1'.repeat(59)}`);
    expect(read('12,345,678.9012')).toBe('12345678.9012');
  });

  it('GEN3: zero has no sign', () => {
    expect(['△0', '-0.00', '−0%'].map(read)).toEqual(['0', '0.00', '0']);
  });

  const plain = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.nat({ max: 9999 }), fc.boolean());
  test.prop([plain])('a decimal is read back, with groups too', ([integer, decimals, negative]) => {
    const text = `${negative && integer > 0n ? '-' : ''}${integer}.${decimals}`;
    expect(read(text)).toBe(text);
    expect(read(text.replace(/\B(?=(\d{3})+\.)/g, ','))).toBe(text);
  });

  test.prop([fc.string({ unit: 'grapheme' })])('whatever the text, there is a value, null or a refusal', (text) => {
    expect([null, REFUSED].includes(read(text)) || /^-?\d+(\.\d+)?$/.test(read(text) ?? '')).toBe(true);
  });
});
