import type { Locale } from '../../../domain/words/message.ts';

interface Spoken {
  readonly locale: Locale;
  /** Employee number. */
  readonly rater: string;
  readonly employee: { readonly no: string; readonly name: string };
  /** What they write. */
  readonly text: Readonly<Record<'place' | 'words' | 'action' | 'comment' | 'own', string>>;
}

/** The two pairs of the small year: who speaks Korean, and who speaks English. */
export const SPOKEN: readonly Spoken[] = [
  {
    locale: 'ko',
    rater: 'H1',
    employee: { no: 'P1', name: '안직원' },
    text: {
      place: '회의실',
      words: '6월까지 80%를 고쳤습니다.',
      action: '장비 한 대를 더 빌린다',
      comment: '장비가 오면 더 빨리 고칠 수 있습니다.',
      own: '12월까지 86%를 24시간 안에 고쳤습니다.',
    },
  },
  {
    locale: 'en',
    rater: 'H2',
    employee: { no: 'Q1', name: 'Quinn Park' },
    text: {
      place: 'Park office',
      words: 'By June 80% came again.',
      action: 'Ask for benches in the north park',
      comment: 'Benches would help most.',
      own: 'By December 86% came again, as the gates counted.',
    },
  },
];
