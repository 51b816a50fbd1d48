import type { Pairs } from '../../words/pages/pairs.ts';

/** A policy pack in plain sentences: what is asked of whom, when, and how the result is reached. */
export const explain = {
  'explain.text': { ko: '{text}', en: '{text}' },
  'explain.rules': { ko: '제도', en: 'The rules' },
  'explain.for-whom': { ko: '대상: {whom}.', en: 'For: {whom}.' },
  'explain.talks': {
    ko: '한 해에 평정자와 {count}번 이야기합니다.',
    en: 'Rater and employee talk {count} {count|time|times} in the year.',
  },
  'explain.version': {
    ko: '{version}판, {from}부터 시작하는 주기에 씁니다.',
    en: 'Version {version}, for cycles from {from} on.',
  },
  'explain.phase': { ko: '{phase} ({window})', en: '{phase} ({window})' },
  'explain.closes-by': { ko: '마지막 날의 근거: {rule}.', en: 'The last day follows from: {rule}.' },
  'explain.newcomers': {
    ko: '늦게 온 사람은 온 날부터 {days}일이 있습니다.',
    en: 'Whoever comes later has {days} days from then on.',
  },
  'explain.nobody-asked': { ko: '아무에게도 묻지 않습니다.', en: 'Nobody is asked anything.' },
  'explain.not-your-turn': { ko: '내가 할 일은 없습니다.', en: 'Nothing to do for you.' },
  'explain.task.mine': {
    ko: '나: {task}. {due}까지, 약 {minutes}분.',
    en: 'You: {task}, by {due}; about {minutes} {minutes|minute|minutes}.',
  },
  'explain.task.as-reviewer': {
    ko: '확인자라면: {task}. {due}까지, 약 {minutes}분.',
    en: 'As reviewer: {task}, by {due}; about {minutes} {minutes|minute|minutes}.',
  },
  'explain.task.others': { ko: '{who}: {task}. {due}까지.', en: '{who}: {task}, by {due}.' },
  'explain.silent.recorded': {
    ko: '답하지 않으면 그렇게 남고, 다음으로 갑니다. 점수는 깎이지 않습니다.',
    en: 'If nobody answers, that is noted and the process goes on. No points are lost.',
  },
  'explain.silent.moves-on': {
    ko: '답하지 않으면 답 없이 다음으로 갑니다.',
    en: 'If nobody answers, the process goes on without.',
  },
  'explain.silent.asks-superior': {
    ko: '답하지 않으면 근무일 {first}일 뒤 상급자에게 알리고, {then}일 뒤 인사팀이 정합니다.',
    en: 'If nobody answers, the superior is told after {first} working {first|day|days}, and HR decides after {then}.',
  },
  'explain.silent.hr-decides': {
    ko: '답하지 않으면 근무일 {first}일 뒤 인사팀이 정합니다.',
    en: 'If nobody answers, HR decides after {first} working {first|day|days}.',
  },
  'explain.reviewer.only-levels': {
    ko: '확인자는 이 등급만 봅니다: {levels}.',
    en: 'The reviewer is asked only about: {levels}.',
  },
  'explain.reviewer.skipped': {
    ko: '위에 아무도 없거나 확인자가 평정자와 같으면 건너뜁니다.',
    en: 'This is skipped where nobody is above, or the reviewer is the rater.',
  },
  'explain.reviewer.asked': { ko: '위에 아무도 없으면 건너뜁니다.', en: 'This is skipped where nobody is above.' },
  'explain.barrier': { ko: '모두 끝나야 결과를 정합니다.', en: 'Results are decided only when everybody is through.' },

  'explain.period': { ko: '기간: {period}', en: 'Period: {period}' },
  'explain.period.cycle': {
    ko: '한 해 대신 이 기간만의 평가 주기를 만들 수 있습니다. 평가, 결과, 이의신청이 따로 있고 날짜만 다릅니다.',
    en: 'A cycle may be about this period instead of the whole year. It has its own rating, result and appeal; only the days differ.',
  },
  'explain.period.phase': { ko: '{phase}: {window}.', en: '{phase}: {window}.' },
  'explain.period.phase-asked': { ko: '{phase}: {window}. {tasks}.', en: '{phase}: {window}. {tasks}.' },
  'explain.period.task': { ko: '{task} ({due})', en: '{task} ({due})' },
  'explain.period.meeting': { ko: '회의: {day}.', en: 'Meeting: {day}.' },
  'explain.period.published': {
    ko: '결과는 {at}에 모두에게 함께 알리고, 이의신청은 규칙에 따라 {by}까지 정해야 합니다.',
    en: 'All are told the result together on {at}; by the rules, appeals are to be decided by {by}.',
  },

  'explain.goals': { ko: '목표', en: 'Goals' },
  'explain.goals.count': {
    ko: '목표는 {fewest}~{most}개이고 {from}~{to}개를 권합니다.',
    en: '{fewest} to {most} goals are allowed; {from} to {to} are recommended.',
  },
  'explain.goals.weights': { ko: '비중의 합은 {sum}입니다.', en: 'Their weights sum to {sum}.' },
  'explain.goals.no-weights': { ko: '목표에는 비중이 없습니다.', en: 'Goals have no weights.' },
  'explain.goals.aligned.every': { ko: '모든 목표가 부서 지표에 이바지합니다.', en: 'Every goal serves a measure of the unit.' },
  'explain.goals.aligned.one': {
    ko: '목표 하나 이상이 부서 지표에 이바지합니다.',
    en: 'At least one goal serves a measure of the unit.',
  },
  'explain.goals.aligned.none': {
    ko: '부서 지표와 이어지지 않아도 됩니다.',
    en: 'Goals need not serve a measure of the unit.',
  },
  'explain.goals.methods': { ko: '재는 방법: {methods}.', en: 'How they are measured: {methods}.' },
  'explain.goals.critical': {
    ko: '목표마다 중대한지 중요한지 정하고, {count}개 이상은 중대합니다.',
    en: 'Each goal is critical or important; at least {count} {count|is|are} critical.',
  },
  'explain.goals.together': {
    ko: '{count}개 이상은 다른 사람과 함께 이루는 목표입니다.',
    en: 'At least {count} {count|goal is|goals are} shared with others.',
  },
  'explain.method.ratio': { ko: '목표값 대비', en: 'against the target' },
  'explain.method.linear': { ko: '목표값과의 차이', en: 'by the distance from the target' },
  'explain.method.from-baseline': { ko: '기준값 대비', en: 'from the baseline' },
  'explain.method.full-or-nothing': { ko: '0이면 만점, 아니면 0점', en: 'full at 0, else nothing' },

  'explain.form': { ko: '평가에서 묻는 것', en: 'What the rating asks' },
  'explain.form.goals': { ko: '{section}: 목표마다 한 단계.', en: '{section}: one level for each goal.' },
  'explain.form.elements': { ko: '{section}: {elements}.', en: '{section}: {elements}.' },
  'explain.form.leaders': {
    ko: '{section}, 다른 사람을 평가하는 사람만: {elements}.',
    en: '{section}, only for those who rate others: {elements}.',
  },
  'explain.form.weighed': { ko: '{name} {weight}', en: '{name} {weight}' },
  'explain.form.share': { ko: '{section}의 비율: {share}%.', en: '{section} counts {share}%.' },
  'explain.form.measured': {
    ko: '목표의 실적은 숫자로 적고, 단계는 고르지 않습니다.',
    en: 'Actual values of the goals are written as numbers, without a level.',
  },
  'explain.form.scale': { ko: '{scale}: {levels}.', en: '{scale}: {levels}.' },
  'explain.form.words': { ko: '글로 까닭을 적어야 하는 단계: {levels}.', en: 'Words are a duty at: {levels}.' },
  'explain.form.results': {
    ko: '확인된 결과를 적어야 하는 단계: {levels}.',
    en: 'Documented results are a duty at: {levels}.',
  },
  'explain.form.overall': { ko: '{name}: 평정자가 한 단계를 고릅니다.', en: '{name}: the rater chooses one level.' },
  'explain.form.development': {
    ko: '성장을 위해 할 일을 {count}개 이상 함께 적습니다.',
    en: 'At least {count} {count|step|steps} of development {count|is|are} agreed.',
  },

  'explain.result': { ko: '결과가 나오는 길', en: 'How the result is reached' },
  'explain.scoring.elements': {
    ko: '요소마다 만점에 단계를 곱해 5로 나눕니다. 부분의 비율로 더해 100점 만점으로, 다시 {outOf}점 만점으로 바꿉니다.',
    en: 'Each element gives its full marks times the level, divided by 5. Sections are added by their shares to a score on 100, then on {outOf}.',
  },
  'explain.scoring.composition': { ko: '점수는 이것을 더한 것입니다: {parts}.', en: 'The score adds up: {parts}.' },
  'explain.scoring.part': { ko: '{name} {weight}%', en: '{name} {weight}%' },
  'explain.scoring.card': {
    ko: '{name}: 지표마다 달성률에 비중을 곱해 더합니다. 한 지표의 한도는 {floor}~{cap}입니다.',
    en: '{name}: the achievement of each measure, times its weight. One measure counts from {floor} to {cap}.',
  },
  'explain.scoring.no-limit': { ko: '한도 없음', en: 'no limit' },
  'explain.scoring.chosen': {
    ko: '계산하지 않습니다. 평정자가 전체로 고른 단계가 결과입니다.',
    en: 'Nothing is computed. The level that the rater chose for the whole is the result.',
  },
  'explain.scoring.us-federal-ses': {
    ko: '요소마다 단계에 비중을 곱해 더합니다. 475부터 5, 400부터 4, 300부터 3, 200부터 2입니다. 하나라도 1이면 전체가 1입니다.',
    en: 'Level times weight is added over the elements. 475 gives level 5, 400 level 4, 300 level 3, 200 level 2. Any element at 1 makes the whole 1.',
  },
  'explain.scoring.us-doi': {
    ko: '값의 평균과 가장 낮은 중대 요소가 함께 정합니다. 차례로 4.60과 4, 3.60과 3, 3.00과 3, 아니면 2입니다. 중대 요소 하나라도 0이면 가장 낮은 등급입니다.',
    en: 'The average and the lowest critical element decide together: 4.60 and 4, 3.60 and 3, 3.00 and 3, else 2. A critical element at 0 gives the lowest level.',
  },
  'explain.scoring.oklahoma': {
    ko: '계산하지 않습니다. 평정자가 고르고 규칙이 막습니다. 넘은 책임이 없거나 중대한 책임이 못 미치면 전체는 넘을 수 없습니다. 낮은 책임이 셋이면 나아져야 함까지입니다.',
    en: 'Nothing is computed. The rater chooses, and rules limit it. Without an accountability above Meets, or with a critical one not met, the whole cannot exceed. Three low ones allow Needs improvement at most.',
  },
  'explain.scoring.arizona': {
    ko: '단계에 비중을 곱해 더합니다. 점수가 먼저 닿는 경계의 등급이 결과입니다.',
    en: 'Level times weight is added. The result is the first level whose limit the score reaches.',
  },
  'explain.level': { ko: '{name}: {meaning}', en: '{name}: {meaning}' },
  'explain.level.from': { ko: '{name} ({bottom}부터): {meaning}', en: '{name} (from {bottom}): {meaning}' },
  'explain.distribution.none': { ko: '등급마다 정해진 비율이 없습니다.', en: 'No level has a fixed share.' },
  'explain.distribution.enforced': {
    ko: '등급은 정해진 비율의 자리입니다: {shares}.',
    en: 'Levels are seats by fixed shares: {shares}.',
  },
  'explain.distribution.guidance': {
    ko: '참고하는 비율: {shares}. 지켜야 하는 것은 아닙니다.',
    en: 'Shares for guidance: {shares}. They bind nobody.',
  },
  'explain.distribution.cap': {
    ko: '{levels}: 합쳐서 많아도 {atMost}%이고 끝수는 버립니다. 넘으면 정할 수 없습니다.',
    en: '{levels}: together at most {atMost}%, rounded down. Nothing is locked beyond that.',
  },
  'explain.distribution.cap-guidance': {
    ko: '{levels}: 합쳐서 {atMost}%까지를 참고합니다. 지켜야 하는 것은 아닙니다.',
    en: '{levels}: together up to {atMost}% for guidance. It binds nobody.',
  },
  'explain.distribution.from': {
    ko: '{count}명보다 적은 평정단위에는 쓰지 않습니다.',
    en: 'Groups of fewer than {count} are left out of it.',
  },
  'explain.distribution.spare': {
    ko: '가장 낮은 등급을 줄 사람이 없으면 그 비율은 바로 위로 갑니다.',
    en: 'If nobody deserves the lowest level, its share goes to the one above.',
  },
  'explain.distribution.largest-remainder': {
    ko: '남는 자리는 끝수가 큰 순서로 나눕니다. 끝수가 같으면 좋은 등급이 먼저입니다.',
    en: 'Seats left over go to the largest remainders; of equal ones the better level comes first.',
  },
  'explain.distribution.cumulative': {
    ko: '위에서부터 더해 반올림합니다.',
    en: 'Seats are rounded half-up, counted from the top.',
  },
  'explain.distribution.never-exceed': {
    ko: '위에서부터 더해 끝수를 버립니다. 넘지 않는 것: {bounds}. 한 등급만으로는 제 비율을 넘을 수 있습니다.',
    en: 'Seats are rounded down, counted from the top. Never exceeded: {bounds}. A single level may exceed its own share.',
  },
  'explain.ranking.forbidden': { ko: '누구에게도 순위를 매기지 않습니다.', en: 'Nobody is given a rank.' },
  'explain.calibration.places': { ko: '위원회가 단위 사이의 자리를 정합니다.', en: 'A committee decides places between units.' },
  'explain.calibration.order-kept': { ko: '단위 안의 순서는 바꾸지 못합니다.', en: 'It may not change the order inside a unit.' },
  'explain.calibration.levels': {
    ko: '위원회가 등급을 견주어 보고 바꿀 수 있습니다.',
    en: 'A committee compares levels and may change them.',
  },
  'explain.calibration.nothing': {
    ko: '위원회가 없습니다. 평가한 대로 정해집니다.',
    en: 'There is no committee. The rating stands as it is.',
  },
  'explain.calibration.reasons': {
    ko: '바꿀 때마다 사유와 {count}자 이상의 글을 남깁니다: {reasons}.',
    en: 'Each change has a reason and a text of at least {count} characters: {reasons}.',
  },
  'explain.calibration.chair-decides': {
    ko: '정족수에 못 미치면 위원장이 단독으로 결정합니다.',
    en: 'Without a quorum the chair decides alone.',
  },
  'explain.calibration.meets-again': {
    ko: '정족수에 못 미치면 회의를 다시 소집합니다.',
    en: 'Without a quorum the meeting is called again.',
  },
  'explain.calibration.meeting': { ko: '회의: {day}, {quorum}명부터.', en: 'Meeting: {day}, with {quorum} or more.' },
  'explain.review.first': { ko: '직원이 보기 전에 확인자가 봅니다.', en: 'A reviewer sees the rating before the employee does.' },

  'explain.notice': { ko: '결과를 안 뒤', en: 'When the result is out' },
  'explain.notice.content': { ko: '{at}에 모두에게 함께 알립니다: {content}.', en: 'All are told together on {at}: {content}.' },
  'explain.content.level': { ko: '등급', en: 'level' },
  'explain.content.points': { ko: '점', en: 'points' },
  'explain.content.score': { ko: '점수', en: 'score' },
  'explain.content.opinion': { ko: '의견', en: 'opinion' },
  'explain.content.strengths': { ko: '잘한 것', en: 'strengths' },
  'explain.content.development': { ko: '성장 계획', en: 'development plan' },
  'explain.refusal': {
    ko: '확인을 거부해도 됩니다. 그렇게 남을 뿐입니다.',
    en: 'You may refuse to confirm. It is noted, nothing more.',
  },
  'explain.appeal': {
    ko: '이의신청은 알린 뒤 근무일 {days}일까지 인사팀에 합니다. 규칙이 정한 첫 답은 근무일 {answer}일 안, 결정은 {by}까지입니다.',
    en: 'You may appeal to HR within {days} working days of the notice. The rules set the first answer within {answer} working days, the decision by {by}.',
  },

  'explain.hr': { ko: '인사팀이 알 것', en: 'What HR must know' },
  'explain.seats.spared': {
    ko: '가장 낮은 등급은 인사팀이 그 집단에 준다고 정할 때만 줍니다. 정하지 않은 집단의 자리:',
    en: 'The lowest level is given only in a group for which HR says so. Seats of a group for which it does not:',
  },
  'explain.seats': { ko: '{people}명: {seats}.', en: 'A group of {people}: {seats}.' },
  'explain.seats.none': { ko: '{people}명: 비율 없음.', en: 'A group of {people}: no shares.' },
  'explain.seats.cap': {
    ko: '{people}명: {levels} 합쳐서 {most}명까지.',
    en: 'A group of {people}: {levels} together at most {most}.',
  },
  'explain.seat': { ko: '{level} {seats}', en: '{level} {seats}' },
  'explain.share': { ko: '{level} {share}%', en: '{level} {share}%' },
  'explain.together': { ko: '{levels} 합쳐서 {share}%', en: '{levels} together {share}%' },
  'explain.mails': {
    ko: '한 주기의 메일: 직원 {staff}통, 평정자 {rater}통, 하루 {day}통까지.',
    en: 'Mails in a cycle: staff up to {staff}, raters up to {rater}, {day} a day.',
  },
  'explain.archive': { ko: '{day}에 보관합니다.', en: 'The cycle is archived on {day}.' },
  'explain.retention': {
    ko: '기록은 {class} 동안 둡니다. 그 뒤 폐기를 제안합니다.',
    en: 'Records are kept for {class}, then proposed for destruction.',
  },
  'explain.promotion': {
    ko: '승진후보자 명부: 평정 {rating}%, 경력 {career}%. {from}부터 씁니다.',
    en: 'Promotion roster: rating {rating}%, career {career}%, from {from} on.',
  },
  'explain.sources': { ko: '근거', en: 'Where this comes from' },
  'explain.source.law': { ko: '법: {rule}. {concerns}.', en: 'Law: {rule}. {concerns}.' },
  'explain.source.practice': { ko: '실제: {rule}. {concerns}.', en: 'Practice: {rule}. {concerns}.' },
  'explain.source.choice': { ko: '선택: {rule}. {concerns}.', en: 'Choice: {rule}. {concerns}.' },
} as const satisfies Pairs;
