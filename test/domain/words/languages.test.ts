import { expect, test } from 'vitest';
import { findLanguage, languageOfBrowser } from '../../../domain/words/languages.ts';

test.each([
  ['ko', 'ko'],
  ['Korean', 'ko'],
  ['한국어', 'ko'],
  ['EN', 'en'],
  ['english', 'en'],
  ['영어', 'en'],
  ['constructor', undefined],
  ['fr', undefined],
])('row-30: a list that says %s means %s', (name, language) => {
  expect(findLanguage(name)).toBe(language);
});

test.each([
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['ko', 'ko'],
  ['en-GB,ko;q=0.5', 'en'],
  ['de-DE', 'en'],
  ['kok', 'en'],
  ['*', undefined],
  ['', undefined],
  [undefined, undefined],
])('row-30: a browser that asks for %s means %s', (accepted, language) => {
  expect(languageOfBrowser(accepted)).toBe(language);
});
