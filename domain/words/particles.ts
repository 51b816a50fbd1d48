/** Korean particles, written as the form after a final consonant and the form after a vowel. */
export const PARTICLES = [
  '은/는',
  '이/가',
  '을/를',
  '과/와',
  '으로/로',
  '이고/고',
  '이라/라',
  '이에요/예요',
  '이었습니다/였습니다',
] as const;
export type Particle = (typeof PARTICLES)[number];

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;

// How the last sound of a digit and of a letter's name ends: 'r' is ㄹ, which 으로 treats as a vowel.
const DIGITS: Readonly<Record<string, 'c' | 'r'>> = { 0: 'c', 1: 'r', 3: 'c', 6: 'c', 7: 'r', 8: 'r' };
const LETTERS: Readonly<Record<string, 'c' | 'r'>> = { l: 'r', m: 'c', n: 'c', r: 'r' };
/** Spoken 미터, not by the letters' names. */
const METRES = /\d\s?[ckm]?m$/u;

/** The form of a particle that fits the text before it. Closing quotes and a bracket's content are not pronounced. */
export function particleAfter(text: string, particle: Particle): string {
  const [afterConsonant, afterVowel] = particle.split('/') as [string, string];
  const end = ending(text);
  if (end === 'vowel' || (end === 'rieul' && particle === '으로/로')) return afterVowel;
  return afterConsonant;
}

function ending(text: string): 'vowel' | 'consonant' | 'rieul' {
  const spoken = text.replace(/\([^()]*\)\s*$/u, '').replace(/[\s"'’”»」』)\]]+$/u, '');
  if (METRES.test(spoken)) return 'vowel';
  const last = spoken.at(-1) ?? '';
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) {
    const final = (code - FIRST_SYLLABLE) % FINALS;
    if (final === 0) return 'vowel';
    return final === FINAL_RIEUL ? 'rieul' : 'consonant';
  }
  const sound = DIGITS[last] ?? LETTERS[last.toLowerCase()];
  if (sound === undefined) return 'vowel';
  return sound === 'r' ? 'rieul' : 'consonant';
}
