import type { Pairs } from './pairs.ts';

/** The goal editor, its hints, and agreeing goals. */
export const goals = {
  'goals.lead': {
    ko: '목표 {fewest}개를 권합니다({least}~{most}개까지). 가중치의 합은 {sum}입니다.',
    en: '{fewest} goals are recommended ({least} to {most} allowed). The weights sum to {sum}.',
  },
  'goals.lead-unweighted': {
    ko: '목표 {fewest}개를 권합니다({least}~{most}개까지).',
    en: '{fewest} goals are recommended ({least} to {most} allowed).',
  },
  'goals.critical': { ko: '그 가운데 {fewest}개 이상이 핵심입니다.', en: 'At least {fewest} of them are critical.' },
  'goals.together': { ko: '{fewest}개 이상은 다른 사람과 함께 맡습니다.', en: 'At least {fewest} are shared with others.' },
  'goals.add': { ko: '목표 더하기', en: 'Add a goal' },
  'goals.title': { ko: '목표 {n}', en: 'Goal {n}' },
  'goals.sum': { ko: '가중치 합 {sum} / {wanted}', en: 'Weights: {sum} of {wanted}' },
  'goals.live': { ko: '작년 실적이면 {points}점, 목표면 100점', en: "Last year's value gives {points} points, the target 100" },
  'goals.history': { ko: '{n}년 전 실적', en: '{n} years ago' },
  'goals.shared-help': { ko: '사번을 쉼표로 나누어 씁니다.', en: 'Employee numbers, separated by commas.' },
  'goals.indicators': { ko: '우리 부서 지표', en: 'Indicators of the unit' },
  'goals.in-force': { ko: '정해진 목표', en: 'Goals in force' },
  'goals.proposed': { ko: '확인할 목표', en: 'Goals to check' },
  'goals.comment-on': { ko: '목표 {n} 의견', en: 'Comment on goal {n}' },
  'goals.hints': { ko: '다시 볼 점', en: 'Look again' },
  'goals.version': { ko: '{version}판', en: 'version {version}' },
  'goals.none-proposed': { ko: '낸 목표가 없습니다.', en: 'No goals were handed in.' },

  'meter.validity': { ko: '타당성', en: 'Validity' },
  'meter.measurability': { ko: '측정 가능성', en: 'Measurability' },
  'meter.relevance': { ko: '직무 연계', en: 'Link to the job' },
  'meter.good': { ko: '좋음', en: 'good' },
  'meter.look': { ko: '다시 보기', en: 'look again' },

  'hint.no-number': { ko: '무엇을 세면 이룬 것을 알 수 있나요?', en: 'What could be counted to know that it was reached?' },
  'hint.activity': {
    ko: '한 일의 횟수입니다. 그 일로 무엇이 달라지나요?',
    en: 'This counts what is done. What will be different because of it?',
  },
  'hint.already': {
    ko: "작년 그대로도 {points}점입니다({measure} {baseline}/{target}). '기준값 대비' 방식을 보세요.",
    en: 'The same as last year already gives {points} points ({measure} {baseline}/{target}). Look at measuring from the baseline.',
  },
  'hint.worse-than-last-year': {
    ko: '작년보다 낮습니다. 까닭을 적어 주세요.',
    en: 'This is worse than last year. Please write why.',
  },
  'hint.beyond-best': { ko: '3년 최고보다 30% 높습니다. 어떻게?', en: 'This is 30% beyond the best of 3 years. How?' },
  'hint.little-influence': {
    ko: '함께 맡을 사람을 넣거나 내 몫만 재는 지표로 바꿔 보세요.',
    en: 'Name who shares it, or measure your own part only.',
  },
  'hint.own-source': { ko: '다른 사람도 볼 수 있는 자료를 적어 주세요.', en: 'Name a source that others can see too.' },
  'hint.once-a-year': { ko: '중간 면담 때 볼 값이 없습니다.', en: 'There will be no value at the midterm talk.' },
  'hint.target-not-positive': {
    ko: '이 방식으로 계산할 수 없습니다. 목표가 0건이면 ‘0이면 만점’을, 아니면 ‘기준값 대비’를 고르세요.',
    en: 'This cannot be computed as a ratio. For a target of 0 choose “full at 0, else nothing”, or measure from the baseline.',
  },
  'hint.target-not-zero': {
    ko: '‘0이면 만점’은 목표값이 0이고 낮을수록 좋을 때만 씁니다.',
    en: '“Full at 0, else nothing” is for a target of 0 where lower is better.',
  },
  'hint.nothing-shared': { ko: '함께 이루는 목표가 없습니다.', en: 'No goal is shared with anybody.' },
} as const satisfies Pairs;
