import { describe, expect, test } from 'vitest';
import { FINDING_CODES, type FindingCode } from '../../../domain/packs/codes.ts';
import { findingsOf } from '../../../domain/packs/findings.ts';
import { SHIPPED, type Shipped, changed, shippedPack } from './sample.ts';

type Change = readonly [pointer: string, value: unknown];
type Case = readonly [code: FindingCode, pack: Shipped, changes: readonly Change[], pointer: string];

const day = (year: number, month: number, on: number) => ({ year, month, day: on });
const text = (ko: string, en: string) => ({ ko, en });
const G5 = 'kr-local-grade5';
const G4 = 'kr-local-grade4';
const FIRST = '/periods/0/dates';
const TASKS = { goals: '/phases/0/tasks', rating: '/phases/3/tasks', calibration: '/phases/4/tasks' };

const CASES: readonly Case[] = [
  ['duplicate-id', G5, [['/phases/1/key', 'goal-setting']], '/phases/1/key'],
  ['unknown-scale', G5, [['/sections/1/scale', 'nothing']], '/sections/1/scale'],
  ['unknown-scale', 'oklahoma', [['/sections/1/elements/4/scale', 'nothing']], '/sections/1/elements/4/scale'],
  ['unknown-scale', 'coaching-first', [['/overall/scale', 'nothing']], '/overall/scale'],
  ['unknown-level', G5, [['/distribution/shares/0/level', 'A']], '/distribution/shares/0/level'],
  ['unknown-level', 'us-federal-ses', [['/distribution/levels/0', '6']], '/distribution/levels/0'],
  ['unknown-level', G5, [['/sections/1/elements/0/anchors/4/level', '0']], '/sections/1/elements/0/anchors/4/level'],
  [
    'unknown-level',
    'us-doi',
    [['/phases/3/tasks/rating.review/reviewer/onlyLevels/0', 'best']],
    '/phases/3/tasks/rating.review/reviewer/onlyLevels/0',
  ],
  ['unknown-section', G4, [['/scoring/components/2/section', 'nothing']], '/scoring/components/2/section'],
  ['shares-do-not-sum', G5, [['/distribution/shares/0/share', 21]], '/distribution/shares'],
  ['shares-do-not-sum', G5, [['/sections/0/share', 60]], '/sections'],
  ['weights-do-not-sum', G4, [['/scoring/components/0/weight', '50.5']], '/scoring/components'],
  ['weights-do-not-sum', G5, [['/promotion/rating', 80]], '/promotion'],
  ['weights-do-not-sum', 'us-federal-ses', [['/sections/0/elements/4/weight', '50']], '/sections'],
  ['share-missing', 'arizona', [['/sections/0/share', undefined]], '/sections/0/share'],
  ['weight-missing', G5, [['/sections/1/elements/0/weight', undefined]], '/sections/1/elements/0/weight'],
  [
    'weight-missing',
    G5,
    [['/sections/0/elements', [{ id: 'tidy', name: text('정리', 'Tidiness'), anchors: [] }]]],
    '/sections/0/elements/0/weight',
  ],
  ['weight-out-of-range', G5, [['/sections/1/elements/0/weight', '0.0']], '/sections/1/elements/0/weight'],
  ['section-empty', G5, [['/sections/0/goals', false]], '/sections/0/elements'],
  ['section-not-counted', G4, [['/scoring/components/2/section', 'other']], '/sections/0'],
  ['closes-before-opens', G5, [['/phases/1/closes', day(0, 6, 7)]], '/phases/1/closes'],
  ['windows-overlap', G5, [['/phases/1/opens', day(0, 2, 28)]], '/phases/1/opens'],
  ['phases-out-of-order', G5, [['/phases/1/opens', day(0, 1, 18)]], '/phases/1/opens'],
  [
    'due-outside-window',
    G5,
    [['/phases/2/tasks/self-assessment.write/due', day(0, 12, 31)]],
    '/phases/2/tasks/self-assessment.write/due',
  ],
  ['due-out-of-order', G5, [[`${TASKS.goals}/goals.agree/due`, day(0, 2, 5)]], `${TASKS.goals}/goals.agree/due`],
  ['time-out-of-order', G5, [['/workingTime/due', '08:00']], '/workingTime/due'],
  ['time-out-of-order', G5, [['/workingTime/mailUntil', '09:00']], '/workingTime/mailUntil'],
  ['time-zone-unknown', G5, [['/timeZone', 'Asia/Solnae']], '/timeZone'],
  ['duplicate-id', G5, [['/periods/1/key', 'first-half']], '/periods/1/key'],
  ['period-unknown', G5, [['/periods/1/of', 'spring']], '/periods/1/of'],
  ['period-unknown', G5, [['/periods/1/of', 'second-half']], '/periods/1/of'],
  ['period-day-missing', G5, [[`${FIRST}/phases/calibration`, undefined]], `${FIRST}/phases/calibration`],
  [
    'period-day-missing',
    G5,
    [[`${FIRST}/phases/goal-setting/due/goals.agree`, undefined]],
    `${FIRST}/phases/goal-setting/due/goals.agree`,
  ],
  [
    'period-day-of-nothing',
    G5,
    [[`${FIRST}/phases/talk`, { opens: day(0, 3, 2), closes: day(0, 3, 9), due: {} }]],
    `${FIRST}/phases/talk`,
  ],
  [
    'period-day-of-nothing',
    G5,
    [[`${FIRST}/phases/midterm-coaching/due/rating.write`, day(0, 4, 3)]],
    `${FIRST}/phases/midterm-coaching/due/rating.write`,
  ],
  ['period-beyond-next-year', G5, [[`${FIRST}/archive`, day(1, 7, 31)]], '/periods/1/months'],
  [
    'closes-before-opens',
    G5,
    [[`${FIRST}/phases/midterm-coaching/closes`, day(0, 3, 31)]],
    `${FIRST}/phases/midterm-coaching/closes`,
  ],
  ['windows-overlap', G5, [[`${FIRST}/phases/self-assessment/opens`, day(0, 4, 30)]], `${FIRST}/phases/self-assessment/opens`],
  [
    'due-outside-window',
    G5,
    [[`${FIRST}/phases/goal-setting/due/goals.draft`, day(0, 2, 14)]],
    `${FIRST}/phases/goal-setting/due/goals.draft`,
  ],
  ['meeting-day-missing', G5, [[`${FIRST}/meeting`, undefined]], `${FIRST}/meeting`],
  ['meeting-outside-window', G5, [[`${FIRST}/meeting`, day(0, 7, 23)]], `${FIRST}/meeting`],
  ['publication-before-calibration', G5, [[`${FIRST}/publication`, day(0, 7, 27)]], `${FIRST}/publication`],
  ['notice-before-publication', G5, [[`${FIRST}/publication/time`, '11:00']], `${FIRST}/phases/result-notice/opens`],
  ['archive-too-early', G5, [[`${FIRST}/archive`, day(0, 8, 14)]], `${FIRST}/archive`],
  ['appeal-too-short', G5, [[`${FIRST}/decidedBy`, day(0, 8, 15)]], `${FIRST}/decidedBy`],
  ['workflow-not-of-a-phase', G5, [['/phases/1/workflowType', 'digestWorkflow']], '/phases/1/workflowType'],
  ['subject-does-not-fit', G5, [['/phases/4/subject', 'evaluation']], '/phases/4/subject'],
  ['task-of-another-workflow', G5, [['/phases/1/workflowType', 'selfAssessmentWorkflow']], '/phases/1/tasks/coaching.hold'],
  ['phase-nobody-can-do', G5, [['/phases/1/tasks/coaching.hold', undefined]], '/phases/1/tasks'],
  ['phase-nobody-can-do', G5, [['/calibration/changes', 'nothing']], TASKS.calibration],
  ['phase-nobody-can-do', G5, [[TASKS.calibration, {}]], TASKS.calibration],
  ['phase-without-end', G5, [[`${TASKS.calibration}/calibration.lock`, undefined]], TASKS.calibration],
  ['ends-by-silence', G5, [[`${TASKS.rating}/rating.write/ifSilent`, 'recorded']], `${TASKS.rating}/rating.write/ifSilent`],
  [
    'reviewer-of-nobody',
    G5,
    [[`${TASKS.rating}/rating.write/reviewer`, { missing: 'skipped', sameAsRater: 'asked' }]],
    `${TASKS.rating}/rating.write/reviewer`,
  ],
  ['review-without-reviewer', G5, [[`${TASKS.rating}/rating.review`, undefined]], '/review/beforeEmployee'],
  ['rating-never-asked', G5, [['/phases/3/workflowType', 'selfAssessmentWorkflow']], '/phases'],
  ['result-never-decided', G5, [['/phases/4/workflowType', 'selfAssessmentWorkflow']], '/phases'],
  ['result-never-told', G5, [['/phases/5/workflowType', 'selfAssessmentWorkflow']], '/phases'],
  ['calibration-does-not-wait', G5, [['/phases/3/barrier', undefined]], '/phases/3/barrier'],
  ['exempt-from-result', G5, [['/phases/3/exemptGrades', ['7']]], '/phases/3/exemptGrades'],
  ['fewest-above-most', G5, [['/goals/most', 0]], '/goals/fewest'],
  ['fewest-above-most', 'oklahoma', [['/goals/fewestCritical', 9]], '/goals/fewestCritical'],
  ['recommended-out-of-range', G5, [['/goals/recommended', [5, 3]]], '/goals/recommended'],
  ['goal-weights-cannot-sum', G5, [['/goals/fewest', 0]], '/goals/fewest'],
  ['goal-weights-needed', G5, [['/goals/weightsSum', null]], '/goals/weightsSum'],
  ['goal-weights-needed', G4, [['/goals/weightsSum', null]], '/goals/weightsSum'],
  ['goal-weights-needed', 'arizona', [['/goals/weightsSum', null]], '/goals/weightsSum'],
  ['goals-never-set', G5, [['/phases/0/workflowType', 'selfAssessmentWorkflow']], '/phases'],
  [
    'anchor-missing',
    G5,
    [['/sections/1/elements/0/anchors', [{ level: '5', text: text('글', 'Text') }]]],
    '/sections/1/elements/0/anchors',
  ],
  ['values-missing', G5, [['/scales/0/levels/2/value', undefined]], '/scales/0/levels/2/value'],
  ['values-out-of-order', G5, [['/scales/0/levels/2/value', 4]], '/scales/0/levels/2/value'],
  ['value-out-of-range', G5, [['/scales/0/levels/0/value', 6]], '/scales/0/levels/0/value'],
  ['value-out-of-range', G5, [['/scales/0/levels/4/value', 0]], '/scales/0/levels/4/value'],
  ['value-out-of-range', G5, [['/scoring/outOf', '0.0']], '/scoring/outOf'],
  ['value-out-of-range', G4, [['/scoring/components/0/floor', '100.5']], '/scoring/components/0/floor'],
  ['band-missing', G4, [['/levels/1/bottom', undefined]], '/levels/1/bottom'],
  ['band-missing', G5, [['/levels/1/top', undefined]], '/levels/1/top'],
  ['bands-out-of-order', G4, [['/levels/1/bottom', '90']], '/levels/1/bottom'],
  ['bands-out-of-order', G5, [['/levels/1/top', '52']], '/levels/1/top'],
  ['bands-overlap', G5, [['/levels/1/top', '64.0']], '/levels/1/top'],
  ['bands-with-hole', G5, [['/levels/1/top', '63.5']], '/levels/1/top'],
  ['bands-with-hole', G5, [['/levels/3/bottom', '14.1']], '/levels/3/bottom'],
  ['bands-with-hole', G4, [['/levels/3/bottom', '5']], '/levels/3/bottom'],
  ['levels-differ', 'coaching-first', [['/levels/0/level', 'best']], '/levels'],
  ['derivation-elements', 'us-federal-ses', [['/sections/0/elements/0/id', 'XX']], '/sections'],
  ['derivation-elements', 'us-federal-ses', [['/sections/0/elements/0/id', 'XX']], '/sections/0/elements/0/id'],
  ['derivation-weights', 'us-federal-ses', [['/sections/0/elements/2/weight', '4']], '/sections/0/elements/2/weight'],
  ['derivation-weights', 'us-federal-ses', [['/sections/0/elements/4/weight', '15']], '/sections/0/elements/4/weight'],
  ['derivation-weights', 'us-federal-ses', [['/sections/0/elements/2/weight', '61']], '/sections/0/elements/2/weight'],
  ['derivation-values', 'us-federal-ses', [['/scales/0/levels/4/value', 0]], '/scales/0/levels'],
  ['derivation-values', 'us-doi', [['/scales/0/levels/4/value', 1]], '/scales/0/levels'],
  ['derivation-values', 'arizona', [['/scales/0/levels/0/value', 4]], '/scales/0/levels'],
  ['derivation-values', 'oklahoma', [['/sections/1/elements/4/scale', 'behaviour']], '/sections/1/elements/4/scale'],
  ['derivation-values', 'oklahoma', [['/overall/scale', 'behaviour']], '/overall/scale'],
  ['derivation-levels', 'us-federal-ses', [['/levels/4', undefined]], '/levels'],
  ['derivation-levels', 'oklahoma', [['/levels/0/level', 'best']], '/levels'],
  ['derivation-goals', 'us-federal-ses', [['/sections/0/goals', true]], '/sections/0/goals'],
  ['derivation-goals', 'oklahoma', [['/sections/0/goals', false]], '/sections'],
  ['derivation-critical', 'us-doi', [['/goals/fewestCritical', null]], '/goals/fewestCritical'],
  ['derivation-critical', 'us-doi', [['/sections/0/goals', false]], '/sections'],
  ['derivation-overall', 'oklahoma', [['/overall', undefined]], '/overall'],
  ['derivation-overall', 'coaching-first', [['/overall', undefined]], '/overall'],
  ['level-without-share', G5, [['/distribution/shares/3/level', '우']], '/distribution/shares'],
  [
    'shares-out-of-order',
    G5,
    [
      ['/distribution/shares/0/level', '우'],
      ['/distribution/shares/1/level', '수'],
    ],
    '/distribution/shares',
  ],
  ['quota-with-ranking-forbidden', G5, [['/ranking', 'forbidden']], '/ranking'],
  ['places-with-ranking-forbidden', G5, [['/ranking', 'forbidden']], '/calibration/changes'],
  ['shares-without-places', G5, [['/calibration/changes', 'levels']], '/calibration/changes'],
  ['shares-without-numbers', G5, [['/scoring', { method: 'chosen' }]], '/scoring'],
  ['cap-cannot-be-kept', 'us-federal-ses', [['/calibration/changes', 'nothing']], '/calibration/changes'],
  ['meeting-day-missing', G5, [['/meeting', undefined]], '/meeting'],
  ['meeting-not-asked', 'us-doi', [['/meeting', day(1, 11, 3)]], '/meeting'],
  ['meeting-outside-window', G5, [['/meeting', day(1, 1, 23)]], '/meeting'],
  ['meeting-outside-window', G5, [['/meeting', day(1, 1, 18)]], '/meeting'],
  ['reason-codes-missing', G5, [['/calibration/reasonCodes', []]], '/calibration/reasonCodes'],
  ['publication-before-calibration', G5, [['/publication', day(1, 1, 27)]], '/publication'],
  ['notice-before-publication', G5, [['/publication/time', '11:00']], '/phases/5/opens'],
  ['archive-too-early', G5, [['/archive', day(1, 2, 14)]], '/archive'],
  ['archive-too-early', G5, [['/appeal/decidedBy', day(1, 4, 1)]], '/archive'],
  ['appeal-too-short', G5, [['/appeal/decidedBy', day(1, 2, 15)]], '/appeal/decidedBy'],
  ['points-without-numbers', 'arizona', [['/notice/0', 'points']], '/notice/0'],
  ['score-without-numbers', 'coaching-first', [['/notice/0', 'score']], '/notice/0'],
  ['promotion-inside-delay', G5, [['/promotion/decidedOn', '2013-01-19']], '/promotion/appliesFrom'],
  ['promotion-inside-delay', G5, [['/effectiveFrom', '2014-01-17']], '/effectiveFrom'],
  ['promotion-full-marks', G5, [['/promotion/fullMarks', '100']], '/promotion/fullMarks'],
  ['text-missing', G5, [['/title/en', ' ']], '/title/en'],
  ['text-untranslated', G5, [['/title/en', '근무성적평정']], '/title/en'],
  ['text-untranslated', G5, [['/title/ko', 'Korean local government']], '/title/ko'],
];

describe('findingsOf', () => {
  test.each(SHIPPED)('finds nothing in %s', (name) => {
    expect(findingsOf(shippedPack(name))).toEqual([]);
  });

  test.each(CASES.map(([code, name, changes, pointer]) => ({ code, name, changes, pointer })))(
    'finds $code at $pointer in a changed $name',
    ({ code, name, changes, pointer }) => {
      const pack = changes.reduce((one, [at, value]) => changed(one, at, value), shippedPack(name));
      const found = findingsOf({ ...pack, levels: pack.levels.filter(Boolean) });
      expect(found).toContainEqual(expect.objectContaining({ code, pointer }));
    },
  );

  test('has a case for every code', () => {
    const tried = new Set(CASES.map(([code]) => code));
    expect(FINDING_CODES.filter((code) => !tried.has(code))).toEqual([]);
  });

  test('says of a shifted period only what the period it comes from does not say of itself', () => {
    const early = changed(shippedPack(G5), `${FIRST}/archive`, day(0, 8, 14));
    const ofPeriods = findingsOf(early).map(({ code, pointer, details }) => ({ code, pointer, closes: details?.['closes'] }));
    expect(ofPeriods).toEqual([
      { code: 'archive-too-early', pointer: `${FIRST}/archive`, closes: `${FIRST}/phases/result-notice/closes` },
      { code: 'archive-too-early', pointer: `${FIRST}/archive`, closes: `${FIRST}/decidedBy` },
    ]);
  });

  test('sees where a shorter month brings two days of a shifted period together', () => {
    const talk = '/phases/midterm-coaching';
    const close = [
      [`${FIRST}${talk}/closes`, day(0, 5, 29)],
      [`${FIRST}/phases/self-assessment/opens`, day(0, 5, 30)],
      ['/periods/1/months', 9],
    ] as const;
    const found = findingsOf(close.reduce((one, [at, value]) => changed(one, at, value), shippedPack(G5)));
    expect(found).toContainEqual({
      code: 'windows-overlap',
      pointer: '/periods/1/months',
      details: { phase: 'self-assessment', before: 'midterm-coaching' },
    });
    expect(found.filter(({ pointer }) => pointer.startsWith(FIRST))).toEqual([]);
  });

  test('tells everything at once', () => {
    const changes: readonly Change[] = [
      ['/title/en', ''],
      ['/distribution/shares/0/share', 30],
      ['/ranking', 'forbidden'],
      ['/phases/1/closes', day(0, 6, 7)],
      ['/publication', day(1, 1, 20)],
    ];
    const pack = changes.reduce((one, [at, value]) => changed(one, at, value), shippedPack(G5));
    expect(new Set(findingsOf(pack).map(({ code }) => code))).toEqual(
      new Set<FindingCode>([
        'text-missing',
        'shares-do-not-sum',
        'quota-with-ranking-forbidden',
        'places-with-ranking-forbidden',
        'closes-before-opens',
        'due-outside-window',
        'publication-before-calibration',
      ]),
    );
  });

  test('lets a city leave the pairs of seats, words and dates of its own as it likes', () => {
    const shares = [30, 50, 20, 0].map((share, at) => ({ level: ['수', '우', '양', '가'][at], share }));
    const own = changed(changed(shippedPack(G5), '/distribution/shares', shares), '/distribution/method', 'never-exceed');
    expect(findingsOf(own)).toEqual([]);
  });

  test('lets abbreviations and numbers be the same in both languages', () => {
    expect(findingsOf(changed(shippedPack(G5), '/title', text('BSC 2026', 'BSC 2026')))).toEqual([]);
  });
});
