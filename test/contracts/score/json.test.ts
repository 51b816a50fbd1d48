import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type Json, readJson } from '../../../contracts/score/json.ts';

function plain(json: Json): unknown {
  switch (json.is) {
    case 'null':
      return null;
    case 'list':
      return json.items.map(plain);
    case 'object':
      return Object.fromEntries(json.fields.map(({ name, value }) => [name, plain(value)]));
    case 'number':
      return Number(json.value);
    default:
      return json.value;
  }
}

function refusal(text: string): unknown {
  try {
    return plain(readJson(text));
  } catch (error) {
    const { code, details } = error as { code: string; details: object };
    return { code, ...details };
  }
}

const wholeNumbers = fc.json({ maxDepth: 5 }).map((text) => JSON.stringify(JSON.parse(text, onlyIntegers)));
function onlyIntegers(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.trunc(value % 1e6) + 0 : value;
}

describe('JSON of a recalculation', () => {
  property.prop([wholeNumbers])('reads what the language reads', (text) => {
    expect(plain(readJson(text))).toEqual(JSON.parse(text));
  });

  test.each(['4.0', '4.11', '4e1', '-0.5', '9007199254740992', '-9007199254740992', '1'.repeat(1_000_000)])(
    'GEN5: %.20s is a binary number',
    (number) => {
      expect(refusal(number)).toEqual({ code: 'binary-number', path: '' });
      expect(refusal(`[[], {"a": [1, {"x/y~z": [], "b": ${number}}, 4.5]}]`)).toEqual({
        code: 'binary-number',
        path: '/1/a/1/b',
      });
    },
  );

  test('GEN5: integers up to 2^53 − 1 are read', () => {
    expect(refusal('[9007199254740991, -9007199254740991, -0, 0]')).toEqual([9007199254740991, -9007199254740991, -0, 0]);
  });

  test('GEN7: a name with a slash or a tilde is escaped in the path', () => {
    expect(refusal('{"x/y~z": [[], [1.5]]}')).toEqual({ code: 'binary-number', path: '/x~1y~0z/1/0' });
  });

  test.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":}',
    "{'a':1}",
    'NaN',
    '01',
    '+1',
    '.5',
    '1.',
    'undefined',
    '[1] 2',
    '"\n"',
    '"\\x"',
    '\u00a01',
  ])('GEN6: %j is not JSON', (text) => {
    expect(refusal(text)).toEqual({ code: 'not-json', path: '' });
  });

  test('reads nesting as deep as the text is long', () => {
    const deep = 100_000;
    expect(readJson('['.repeat(deep) + ']'.repeat(deep)).is).toBe('list');
    expect(readJson('{"a":'.repeat(deep) + '1' + '}'.repeat(deep)).is).toBe('object');
    expect(refusal('['.repeat(deep))).toEqual({ code: 'not-json', path: '' });
    expect(refusal('['.repeat(deep) + '1.5' + ']'.repeat(deep))).toEqual({ code: 'binary-number', path: '/0'.repeat(deep) });
  });

  test('keeps the order of the text, doubled fields and names of prototypes', () => {
    const json = readJson('{"2":1,"1":2,"2":3,"__proto__":4,"\\u0061":5}');
    expect(json.is === 'object' && json.fields.map(({ name }) => name)).toEqual(['2', '1', '2', '__proto__', 'a']);
  });
});
