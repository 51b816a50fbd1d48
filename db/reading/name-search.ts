import { type RawBuilder, sql } from 'kysely';

const INITIALS = [
  'ㄱ',
  'ㄲ',
  'ㄴ',
  'ㄷ',
  'ㄸ',
  'ㄹ',
  'ㅁ',
  'ㅂ',
  'ㅃ',
  'ㅅ',
  'ㅆ',
  'ㅇ',
  'ㅈ',
  'ㅉ',
  'ㅊ',
  'ㅋ',
  'ㅌ',
  'ㅍ',
  'ㅎ',
];
const FIRST_SYLLABLE = 0xac00;
const SYLLABLES_OF_AN_INITIAL = 588;

/** People by a part of the name, by initial consonants (ㅅㅈㅇ finds 서지안), or by the beginning of the number. */
export function matches(
  q: string,
  { name, employeeNo }: { readonly name: string; readonly employeeNo: string },
): RawBuilder<boolean> {
  return sql<boolean>`
    (${sql.ref(name)} ~* ${namePattern(q)} or starts_with(lower(${sql.ref(employeeNo)}), lower(${q})))`;
}

/** A regular expression in which each initial consonant stands for all its syllables. */
function namePattern(q: string): string {
  return [...q.normalize('NFC')].map(patternOf).join('');
}

function patternOf(character: string): string {
  const initial = INITIALS.indexOf(character);
  if (initial >= 0) {
    const first = FIRST_SYLLABLE + initial * SYLLABLES_OF_AN_INITIAL;
    return `[${character}${String.fromCodePoint(first)}-${String.fromCodePoint(first + SYLLABLES_OF_AN_INITIAL - 1)}]`;
  }
  return character.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
