import type { Finding } from '../codes.ts';

const LANGUAGES = ['ko', 'en'] as const;

/** Whatever is said in one language is said in the other, in its own words. Takes any value: it reads texts wherever they stand. */
export function textFindings(value: unknown, pointer = ''): readonly Finding[] {
  if (Array.isArray(value)) return value.flatMap((one, at) => textFindings(one, `${pointer}/${at}`));
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Readonly<Record<string, unknown>>;
  if (LANGUAGES.some((language) => language in fields)) return pairFindings(fields, pointer);
  return Object.entries(fields).flatMap(([key, one]) => textFindings(one, `${pointer}/${escaped(key)}`));
}

function pairFindings(fields: Readonly<Record<string, unknown>>, pointer: string): readonly Finding[] {
  const missing = LANGUAGES.filter((language) => {
    const text = fields[language];
    return typeof text !== 'string' || text.trim() === '';
  });
  if (missing.length > 0)
    return missing.map((language) => ({ code: 'text-missing', pointer: `${pointer}/${language}`, details: { language } }));
  const [ko, en] = [String(fields['ko']), String(fields['en'])];
  const untranslated = (language: (typeof LANGUAGES)[number]): readonly Finding[] => [
    { code: 'text-untranslated', pointer: `${pointer}/${language}`, details: { language } },
  ];
  // Abbreviations and numbers are the same in every language; words in small letters are not.
  if (/\p{Ll}/u.test(ko) && !/\p{Script=Hangul}/u.test(ko)) return untranslated('ko');
  if (/\p{Script=Hangul}/u.test(en) && (ko === en || !/\p{Script=Latin}/u.test(en))) return untranslated('en');
  return [];
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
