import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const [text = '', notes = ''] = readFileSync('docs/trust.md', 'utf8').split('## Which tests show it');
const lines = notes.split('\n').filter((line) => line.startsWith('[^'));

/** Paragraphs and points after the introduction. */
const blocks = text
  .slice(text.indexOf('## '))
  .split(/\n\n|\n(?=- )/)
  .map((block) => block.trim())
  .filter((block) => block !== '' && !block.startsWith('#'));

const named = lines.flatMap((line) =>
  line
    .replace(/^\[\^[a-z-]+\]: /, '')
    .split(/; (?=`test\/)/)
    .flatMap((part) => {
      const file = /^`(test\/[^`]+)`: /.exec(part)?.[1] ?? part;
      const names = [...part.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name);
      return (names.length === 0 ? [''] : names).map((name) => ({ file, name }));
    }),
);

/** What tests in a file are called, without the number of the fault that one was written for. */
const namesIn = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/\(\s*(['"`])(?:row-\w+: )?((?:(?!\1).)+)\1/g)].map(([, , name]) => name);

test('row-43: every promise of the page about trust ends in a number', () => {
  expect(blocks.length).toBeGreaterThan(20);
  expect(blocks.filter((block) => !/\[\^[a-z-]+\]$/.test(block))).toEqual([]);
});

test('row-43: every number names tests, and no tests stand there without a promise', () => {
  const numbers = [...text.matchAll(/\[\^([a-z-]+)\]/g)].map(([, number]) => number);
  expect(lines.map((line) => /^\[\^([a-z-]+)\]: /.exec(line)?.[1])).toEqual([...new Set(numbers)]);
});

test('row-43: every test that it names exists under that name', () => {
  const missing = named.filter(({ file, name }) => !existsSync(file) || !namesIn(file).includes(name));
  expect(missing).toEqual([]);
});

test('what the source of a step names stands in scoring.md', () => {
  const sources = globSync('test/domain/scoring/steps/*.txt').flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => line.split(' | ')[4]?.match(/\b[A-Z]{1,3}\d+\b/g) ?? []),
  );
  expect(sources.length).toBeGreaterThan(20);
  const scoring = readFileSync('docs/scoring.md', 'utf8');
  expect([...new Set(sources)].filter((source) => !new RegExp(`\\b${source}\\b`).test(scoring))).toEqual([]);
});
