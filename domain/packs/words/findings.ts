import type { Pairs } from '../../words/pages/pairs.ts';

/** What a check finds in a policy pack, by the codes of `domain/packs/codes.ts`; the place and the numbers stand beside. */
export const packFindings = {
  'pack-finding.name-taken': {
    ko: '프로그램에 들어 있는 규칙 묶음의 이름입니다. 다른 이름을 쓰세요.',
    en: 'This is the name of a pack that comes with the program. Give it another name.',
  },
  'pack-finding.version-taken': {
    ko: '이 이름과 판은 이미 다른 내용으로 있습니다. 판을 올리세요.',
    en: 'This name and version are there with another content. Raise the version.',
  },
  'pack-finding.too-deep': { ko: '너무 깊이 들어가 있습니다.', en: 'This is nested too deeply.' },
  'pack-finding.duplicate-id': { ko: '같은 이름이 두 번 있습니다.', en: 'The same name is there twice.' },
  'pack-finding.unknown-scale': { ko: '없는 척도입니다.', en: 'There is no such scale.' },
  'pack-finding.unknown-level': { ko: '없는 단계입니다.', en: 'There is no such level.' },
  'pack-finding.unknown-section': { ko: '없는 부분입니다.', en: 'There is no such section.' },
  'pack-finding.shares-do-not-sum': { ko: '비율의 합이 100이 아닙니다.', en: 'The shares do not sum to 100.' },
  'pack-finding.weights-do-not-sum': { ko: '비중의 합이 100이 아닙니다.', en: 'The weights do not sum to 100.' },
  'pack-finding.share-missing': {
    ko: '이 계산에는 부분의 비율이 있어야 합니다.',
    en: 'This method needs a share of each section.',
  },
  'pack-finding.weight-missing': {
    ko: '한 부분에서는 모든 요소에 비중이 있거나 모두 없어야 합니다.',
    en: 'In a section all elements have a weight, or none has.',
  },
  'pack-finding.weight-out-of-range': { ko: '비중은 0보다 커야 합니다.', en: 'A weight must be above 0.' },
  'pack-finding.section-empty': {
    ko: '이 부분에는 직원을 평가할 것이 없습니다.',
    en: 'Nothing in this section is rated for ordinary staff.',
  },
  'pack-finding.section-not-counted': {
    ko: '묻기만 하고 점수에는 들어가지 않는 부분입니다.',
    en: 'This section is asked but does not count.',
  },
  'pack-finding.closes-before-opens': { ko: '열리기 전에 닫힙니다.', en: 'It closes before it opens.' },
  'pack-finding.windows-overlap': {
    ko: '앞 단계가 닫히기 전에 열립니다.',
    en: 'It opens before the phase before it has closed.',
  },
  'pack-finding.phases-out-of-order': { ko: '단계의 순서가 맞지 않습니다.', en: 'The phases are not in their order.' },
  'pack-finding.due-outside-window': { ko: '기한이 단계의 기간 밖에 있습니다.', en: 'The due day is outside of the phase.' },
  'pack-finding.due-out-of-order': { ko: '앞 일의 기한보다 이릅니다.', en: 'It is due before the step before it.' },
  'pack-finding.time-out-of-order': { ko: '끝나는 때가 시작하는 때보다 이릅니다.', en: 'The end is not after the beginning.' },
  'pack-finding.time-zone-unknown': { ko: '없는 시간대입니다.', en: 'There is no such time zone.' },
  'pack-finding.period-unknown': {
    ko: '날짜를 가진 그런 기간이 없습니다.',
    en: 'There is no such period with dates of its own.',
  },
  'pack-finding.period-day-missing': {
    ko: '이 기간에 이 단계나 할 일의 날짜가 없습니다.',
    en: 'This period has no days for this phase or task.',
  },
  'pack-finding.period-day-of-nothing': {
    ko: '이 규칙에 없는 단계나 할 일의 날짜입니다.',
    en: 'These are days of a phase or task that the pack does not have.',
  },
  'pack-finding.period-beyond-next-year': {
    ko: '다음 해보다 늦은 날이 됩니다.',
    en: 'Days fall later than the next year.',
  },
  'pack-finding.workflow-not-of-a-phase': { ko: '단계가 될 수 없는 흐름입니다.', en: 'This workflow cannot be a phase.' },
  'pack-finding.subject-does-not-fit': {
    ko: '조정은 평정단위마다, 다른 단계는 사람마다 있습니다.',
    en: 'Calibration is for a group, every other phase for one person.',
  },
  'pack-finding.task-of-another-workflow': { ko: '다른 단계의 일입니다.', en: 'This task belongs to another kind of phase.' },
  'pack-finding.phase-nobody-can-do': {
    ko: '아무도 할 수 없는 단계입니다: 첫 일이 없거나, 바꿀 것이 없습니다.',
    en: 'Nobody can do this phase: its first task is missing, or there is nothing to change.',
  },
  'pack-finding.phase-without-end': { ko: '끝낼 사람이 없는 단계입니다.', en: 'Nobody can end this phase.' },
  'pack-finding.ends-by-silence': {
    ko: '아무도 답하지 않았다고 정해져서는 안 되는 일입니다.',
    en: 'This may not be settled because nobody answered.',
  },
  'pack-finding.reviewer-of-nobody': { ko: '확인자의 일이 아닙니다.', en: 'This is not a task of a reviewer.' },
  'pack-finding.review-without-reviewer': {
    ko: '직원보다 먼저 검토하게 하지만 검토하는 일이 없습니다.',
    en: 'A review before the employee is promised, but nobody is asked to review.',
  },
  'pack-finding.rating-never-asked': { ko: '평가하는 단계가 없습니다.', en: 'There is no phase in which people are rated.' },
  'pack-finding.result-never-decided': {
    ko: '결과를 정하는 단계가 없습니다.',
    en: 'There is no phase in which results are decided.',
  },
  'pack-finding.result-never-told': { ko: '결과를 알리는 단계가 없습니다.', en: 'There is no phase in which results are told.' },
  'pack-finding.calibration-does-not-wait': {
    ko: '모두 평가되기 전에 결과가 정해질 수 있습니다.',
    en: 'Results could be decided before everybody is rated.',
  },
  'pack-finding.exempt-from-result': {
    ko: '평가와 결과 통지에서 뺄 수 있는 직급은 없습니다. 평가하지 않을 직급은 평가 주기를 만들 때 뺍니다.',
    en: 'No grade is exempt from being rated and told the result. Leave grades out when you plan the cycle.',
  },
  'pack-finding.fewest-above-most': { ko: '가장 적은 수가 가장 많은 수보다 큽니다.', en: 'The fewest are more than the most.' },
  'pack-finding.recommended-out-of-range': {
    ko: '권하는 개수가 허락된 개수 밖에 있습니다.',
    en: 'The recommended number is outside of what is allowed.',
  },
  'pack-finding.goal-weights-cannot-sum': {
    ko: '목표가 하나도 없으면 비중의 합이 100이 될 수 없습니다.',
    en: 'Without any goal the weights cannot sum to 100.',
  },
  'pack-finding.goal-weights-needed': {
    ko: '이 계산에는 목표의 비중이 있어야 합니다.',
    en: 'This method needs weights of goals.',
  },
  'pack-finding.goals-never-set': {
    ko: '목표가 있어야 하지만 세우는 단계가 없습니다.',
    en: 'Goals are required, but no phase sets them.',
  },
  'pack-finding.anchor-missing': { ko: '설명이 없는 단계가 있습니다.', en: 'A level has no description.' },
  'pack-finding.values-missing': { ko: '단계의 값이 없습니다.', en: 'A level has no value.' },
  'pack-finding.values-out-of-order': {
    ko: '좋은 단계부터 값이 작아져야 합니다.',
    en: 'Values must fall, the best level first.',
  },
  'pack-finding.value-out-of-range': { ko: '값이 범위 밖에 있습니다.', en: 'The value is out of range.' },
  'pack-finding.band-missing': {
    ko: '점수로 정하는 등급에 경계가 없습니다.',
    en: 'A level that the score decides has no limit.',
  },
  'pack-finding.bands-out-of-order': {
    ko: '등급의 경계가 순서대로 작아지지 않습니다.',
    en: 'The limits of the levels do not fall.',
  },
  'pack-finding.bands-overlap': { ko: '두 등급이 겹칩니다.', en: 'Two levels overlap.' },
  'pack-finding.bands-with-hole': {
    ko: '어느 등급에도 들지 않는 점수가 있습니다.',
    en: 'There are scores that reach no level.',
  },
  'pack-finding.levels-differ': {
    ko: '결과의 등급이 고르는 척도와 다릅니다.',
    en: 'The levels of the result are not those of the scale to choose from.',
  },
  'pack-finding.derivation-elements': { ko: '이 규칙의 요소와 다릅니다.', en: 'These are not the elements of this rule.' },
  'pack-finding.derivation-weights': {
    ko: '이 규칙이 허락하는 비중이 아닙니다.',
    en: 'This rule does not allow such a weight.',
  },
  'pack-finding.derivation-values': { ko: '이 규칙의 척도와 다릅니다.', en: 'This is not the scale of this rule.' },
  'pack-finding.derivation-levels': { ko: '이 규칙의 등급과 다릅니다.', en: 'These are not the levels of this rule.' },
  'pack-finding.derivation-goals': {
    ko: '이 규칙에서는 목표가 이 자리에 맞지 않습니다.',
    en: 'Goals do not fit here under this rule.',
  },
  'pack-finding.derivation-critical': {
    ko: '이 규칙에는 중대한 것과 아닌 것의 구분이 있어야 합니다.',
    en: 'This rule must know what is critical.',
  },
  'pack-finding.derivation-overall': {
    ko: '평가자가 전체 단계를 골라야 합니다.',
    en: 'The rater must be asked for a level of the whole.',
  },
  'pack-finding.level-without-share': { ko: '비율이 없는 등급이 있습니다.', en: 'A level has no share.' },
  'pack-finding.shares-out-of-order': {
    ko: '비율은 좋은 등급부터 적습니다.',
    en: 'Shares are listed with the best level first.',
  },
  'pack-finding.quota-with-ranking-forbidden': {
    ko: '순위를 금하면서 비율을 지키게 할 수 없습니다.',
    en: 'Shares cannot be enforced where ranking is forbidden.',
  },
  'pack-finding.places-with-ranking-forbidden': {
    ko: '순위를 금하면서 자리를 옮기게 할 수 없습니다.',
    en: 'Places cannot be changed where ranking is forbidden.',
  },
  'pack-finding.shares-without-places': {
    ko: '비율을 지키려면 위원회가 자리를 정해야 합니다.',
    en: 'Enforced shares need a committee that decides places.',
  },
  'pack-finding.shares-without-numbers': {
    ko: '비율을 지키려면 점수가 있어야 합니다.',
    en: 'Enforced shares need a score.',
  },
  'pack-finding.cap-cannot-be-kept': {
    ko: '한도를 지키려면 위원회가 등급을 바꿀 수 있어야 합니다.',
    en: 'An enforced limit needs a committee that may change levels.',
  },
  'pack-finding.meeting-day-missing': { ko: '회의 날이 없습니다.', en: 'There is no day of the meeting.' },
  'pack-finding.meeting-not-asked': {
    ko: '바꿀 것이 없는데 회의 날이 있습니다.',
    en: 'There is a day of a meeting, but nothing to decide.',
  },
  'pack-finding.meeting-outside-window': {
    ko: '회의가 참석 답과 결정 사이에 있지 않습니다.',
    en: 'The meeting is not between the answers and the decision.',
  },
  'pack-finding.reason-codes-missing': {
    ko: '변경 사유의 목록이 없습니다.',
    en: 'There is no list of reasons for a change.',
  },
  'pack-finding.publication-before-calibration': {
    ko: '결과가 정해지기 전에 공개합니다.',
    en: 'Results come out before they are decided.',
  },
  'pack-finding.notice-before-publication': {
    ko: '공개하기 전에 결과를 알립니다.',
    en: 'People are told before results come out.',
  },
  'pack-finding.archive-too-early': {
    ko: '아직 열린 일이 있을 때 보관합니다.',
    en: 'The cycle is archived while something is still open.',
  },
  'pack-finding.appeal-too-short': {
    ko: '마지막 날에 낸 이의신청에 답할 시간이 없습니다.',
    en: 'An appeal on the last day cannot be answered in time.',
  },
  'pack-finding.points-without-numbers': { ko: '점이 나오지 않는 제도입니다.', en: 'No points come out under these rules.' },
  'pack-finding.score-without-numbers': { ko: '점수가 나오지 않는 제도입니다.', en: 'No score comes out under these rules.' },
  'pack-finding.promotion-inside-delay': {
    ko: '바꾼 비율은 정한 날부터 1년 뒤에 씁니다.',
    en: 'Changed weights apply one year after they were decided.',
  },
  'pack-finding.promotion-full-marks': {
    ko: '명부의 만점이 점수의 만점과 다릅니다.',
    en: 'Full marks of the roster differ from those of the score.',
  },
  'pack-finding.text-missing': { ko: '한 언어의 글이 없습니다.', en: 'The text is missing in one language.' },
  'pack-finding.text-untranslated': { ko: '옮기지 않은 글입니다.', en: 'The text was not translated.' },

  'pack-finding.not-json': { ko: 'JSON이 아닙니다.', en: 'This is not JSON.' },
  'pack-finding.field-missing': { ko: '있어야 하는 칸이 없습니다.', en: 'A field is missing.' },
  'pack-finding.field-empty': { ko: '비어 있습니다.', en: 'This is empty.' },
  'pack-finding.unrecognized-keys': { ko: '모르는 칸입니다.', en: 'An unknown field.' },
  'pack-finding.invalid-type': { ko: '값의 종류가 다릅니다.', en: 'A value of the wrong type.' },
  'pack-finding.invalid-value': { ko: '목록에 없는 값입니다.', en: 'A value that is not on the list.' },
  'pack-finding.invalid-format': { ko: '형식이 다릅니다.', en: 'This is not written as it must be.' },
  'pack-finding.invalid-union': { ko: '어느 모양에도 맞지 않습니다.', en: 'It fits none of the possible forms.' },
  'pack-finding.invalid-key': { ko: '여기에 쓸 수 없는 이름입니다.', en: 'A name that cannot stand here.' },
  'pack-finding.too-small': { ko: '너무 작거나 비어 있습니다.', en: 'Too small, or empty.' },
  'pack-finding.too-big': { ko: '너무 큽니다.', en: 'Too big.' },
  'pack-finding.not-a-key': { ko: '쓸 수 없는 글자가 있는 이름입니다.', en: 'A name with characters that it may not have.' },
  'pack-finding.not-a-number': { ko: '글로 적은 수가 아닙니다.', en: 'This is not a number written as text.' },
  'pack-finding.not-a-time': { ko: '시각이 아닙니다.', en: 'This is not a time of day.' },
  'pack-finding.not-a-version': { ko: '판의 번호가 아닙니다.', en: 'This is not a version.' },
} as const satisfies Pairs;
