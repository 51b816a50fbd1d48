import type { Pairs } from './pairs.ts';

/** What stands beside a form. */
export const evidence = {
  'evidence.indicator': { ko: '지표', en: 'Indicator' },
  'evidence.self-assessment': { ko: '자기평가', en: 'Self-assessment' },
  'evidence.no-self-assessment': {
    ko: '자기평가를 내지 않았습니다. 점수는 깎이지 않습니다.',
    en: 'No self-assessment was handed in. No points are lost.',
  },
  'evidence.rating': { ko: '평정자가 쓴 평가', en: "The rater's rating" },
  'evidence.talk': { ko: '면담 기록', en: 'Record of the talk' },
  'evidence.actions': { ko: '면담에서 한 약속', en: 'Agreed actions' },
  'answer.read': { ko: '읽음', en: 'read' },
  'answer.commented': { ko: '읽었고 의견 있음', en: 'read, with a comment' },
  'answer.no-talk': { ko: '면담 없었음', en: 'there was no talk' },
  'answer.refused': { ko: '거부', en: 'refused' },
  'answer.confirmed': { ko: '확인', en: 'confirmed' },
} as const satisfies Pairs;
