import type { Pairs } from './pairs.ts';

/** Correcting a published result, and the versions of one. */
export const corrections = {
  'correction.title': { ko: '{name}의 결과 고치기', en: 'Correct the result of {name}' },
  'correction.lead': {
    ko: '고친 결과는 새 판이 됩니다. 앞의 판도 계속 읽을 수 있습니다. 다른 사람의 자리는 바뀌지 않습니다.',
    en: 'A correction makes a new version. The one before stays readable. Nobody else moves.',
  },
  'correction.to-result': { ko: '지금 결과 보기', en: 'Read the present result' },
  'correction.what': { ko: '무엇이 틀렸나요', en: 'What is wrong' },
  'correction.level': { ko: '이 사람의 등급', en: 'The grade of this person' },
  'correction.indicator': { ko: '부서 지표: {name} ({unit})', en: "A unit's indicator: {name} ({unit})" },
  'correction.right-level': { ko: '올바른 등급', en: 'Right grade' },
  'correction.right-target': { ko: '올바른 목표값', en: 'Right target' },
  'correction.right-actual': { ko: '올바른 실적', en: 'Right actual' },
  'correction.now': {
    ko: '지금 {value}. 비워 두면 그대로입니다. 숫자만 씁니다. 예: 81.5',
    en: 'Now {value}. Leave it empty to keep it. Digits only, as 81.5',
  },
  'correction.no-actual': { ko: '실적이 없음 (재지 않음)', en: 'There is no actual (not measured)' },
  'correction.for-all': {
    ko: '이 지표로 점수를 받은 사람 모두를 다시 계산합니다.',
    en: 'Everybody whose score has this indicator is computed again.',
  },
  'correction.audience': {
    ko: '이 글을 볼 사람: 인사팀, 그리고 결과와 함께 당사자와 평정자·확인자',
    en: 'Seen by: HR, and with the result by who is concerned, their rater and reviewer',
  },
  'correction.numbers': { ko: '{name} ({unit}) · {numbers}', en: '{name} ({unit}) · {numbers}' },
  'correction.people': { ko: '새 판을 받는 사람 ({count})', en: 'Who gets a new version ({count})' },
  'correction.becomes': { ko: '{before} → {after}', en: '{before} → {after}' },
  'correction.stays': { ko: '{value} (그대로)', en: '{value} (as before)' },
  'request.look': { ko: '살펴보기: {what}, {name}', en: 'Look at it: {what}, {name}' },

  'finding.level-no-correction': {
    ko: '지금의 등급이거나, 자리 수가 정해진 평정단위에서 더 나은 등급이 아닙니다.',
    en: 'It is the present grade, or no better one where seats are fixed.',
  },
  'finding.purpose-needed': {
    ko: '사유를 적어야 누구의 결과가 어떻게 바뀌는지 보입니다.',
    en: 'Anyone who gives a reason can see whose result changes, and to what.',
  },
  'finding.nobody-changes': { ko: '이 수로는 누구의 결과도 바뀌지 않습니다.', en: 'With these numbers nobody’s result changes.' },

  'version.which': { ko: '{count}판 중 {version}판', en: 'Version {version} of {count}' },
  'version.first': { ko: '처음 공개한 결과입니다.', en: 'The result as it first came out.' },
  'version.corrected': { ko: '{at:date}에 고쳤습니다. 사유: {reason}', en: 'Corrected on {at:date}. Reason: {reason}' },
  'version.replaced': {
    ko: '{at:date}부터 유효하지 않습니다. 지금은 {count}판이 유효합니다.',
    en: 'It has not counted since {at:date}. Version {count} counts now.',
  },
  'version.list': { ko: '결과의 판', en: 'Versions of the result' },
  'version.show': { ko: '{version}판 보기', en: 'Show version {version}' },
} as const satisfies Pairs;
