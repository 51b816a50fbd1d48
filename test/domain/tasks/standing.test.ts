import { describe, expect, test } from 'vitest';
import { dateParts, localParts } from '../../../domain/cycle/local-parts.ts';
import { type StandingFacts, lateSentence, standing } from '../../../domain/tasks/standing.ts';
import { person } from '../../../domain/words/message.ts';
import { renderMessage } from '../../../domain/words/render.ts';

const SEOUL = 'Asia/Seoul';
const at = (local: string) => localParts(new Date(`${local}:00+09:00`).toISOString(), SEOUL);
const on = (date: string) => dateParts(date, SEOUL);
const year: StandingFacts = { steps: 6, launched: true };
const selfAssessment = { number: 3, title: { ko: '자기평가', en: 'self-assessment' } };
const evaluation = { number: 4, title: { ko: '평가', en: 'rating' } };

function both(facts: StandingFacts): readonly [string, string] {
  const sentence = standing(facts);
  return [renderMessage('ko', sentence), renderMessage('en', sentence)];
}

describe('standing', () => {
  test('mine, and who follows', () => {
    const task = {
      kind: 'self-assessment.write',
      mine: true,
      due: at('2026-12-30T18:00'),
      next: { kind: 'rating.write', who: { ko: '서경우 과장', en: 'Seo Gyeong-u' }, due: at('2027-01-13T18:00') },
    } as const;
    expect(both({ ...year, now: selfAssessment, task })).toEqual([
      '지금 6단계 중 3단계, 자기평가입니다. 12/30(수) 18시까지 내 차례이고, 그다음 서경우 과장이 1/13(수)까지 평가합니다.',
      'You are at step 3 of 6: self-assessment, your turn until Wed 30 Dec, 18:00; then Seo Gyeong-u rates until Wed 13 Jan.',
    ]);
    expect(both({ ...year, now: selfAssessment, task: { ...task, next: { kind: 'rating.write' } } })[0]).toMatch(
      /그다음 평정자가 평가합니다\.$/,
    );
    const { next: _, ...last } = task;
    expect(both({ ...year, now: selfAssessment, task: last })[0]).toBe(
      '지금 6단계 중 3단계, 자기평가입니다. 12/30(수) 18시까지 내 차례입니다.',
    );
  });

  test("another's", () => {
    const task = { kind: 'rating.write', mine: false, due: at('2027-01-13T18:00') } as const;
    expect(both({ ...year, now: evaluation, task })).toEqual([
      '지금 4단계, 평가입니다. 평정자가 1/13(수)까지 평가합니다. 이 평가에서 할 일은 없습니다.',
      'You are at step 4: rating. The rater rates until Wed 13 Jan. Nothing to do for you in this evaluation.',
    ]);
    expect(both({ ...year, now: evaluation, task: { ...task, late: { days: 1, acceptedToday: false } } })[1]).toBe(
      'You are at step 4: rating. The rater had until Wed 13 Jan and is late. Nothing to do for you in this evaluation.',
    );
  });

  test('between two steps, before the first and after the last', () => {
    const coming = { number: 2, title: { ko: '중간 면담', en: 'midterm coaching' }, opens: on('2026-06-08') };
    expect(both({ ...year, coming })[0]).toBe('이 평가에서는 지금 할 일이 없습니다. 2단계 중간 면담은 6/8(월)에 시작합니다.');
    expect(both(year)[0]).toBe('이 평가에서는 지금 할 일이 없습니다. 모든 단계가 끝났습니다.');
    expect(both({ steps: 6, launched: false })[0]).toBe(
      '이 평가에서는 지금 할 일이 없습니다. 올해 평가는 아직 시작하지 않았습니다.',
    );
  });

  test('late, accepted until midnight', () => {
    const task = {
      kind: 'self-assessment.write',
      mine: true,
      due: at('2026-12-30T18:00'),
      late: { days: 0, acceptedToday: true },
    } as const;
    expect(both({ ...year, now: selfAssessment, task })).toEqual([
      '기한이 지났지만 오늘 24:00까지 받습니다.',
      'Late, still accepted until midnight.',
    ]);
  });

  test('late, where people decide', () => {
    const late = { days: 1, acceptedToday: false, hrOn: on('2027-01-18') };
    const say = (facts: Parameters<typeof lateSentence>[0]) => renderMessage('ko', lateSentence(facts));
    const superior = person('남기훈');
    expect(say(late)).toBe('1일 늦었습니다. 1/18(월)에 인사팀이 정합니다.');
    expect(say({ ...late, days: 0 })).toBe('늦었습니다. 1/18(월)에 인사팀이 정합니다.');
    expect(say({ ...late, superior, superiorOn: on('2027-01-14') })).toBe('1일 늦었습니다. 1/14(목)에 남기훈 님에게 알립니다.');
    expect(say({ ...late, superior, told: true })).toBe(
      '1일 늦었습니다. 남기훈 님에게 알렸습니다. 1/18(월)에 인사팀이 정합니다.',
    );
    expect(say({ ...late, days: 3, withHr: true })).toBe('3일 늦었습니다. 인사팀이 정하고 있습니다.');
    expect(renderMessage('en', lateSentence(late))).toBe('1 day late; HR decides on Mon 18 Jan.');
  });

  test('paused says no other reason than a leave of the own', () => {
    expect(both({ ...year, paused: 'leave', now: evaluation })[0]).toBe('휴직 동안 멈췄습니다. 돌아온 뒤 새 기한을 알립니다.');
    expect(both({ ...year, paused: 'other', now: evaluation })[0]).toBe('잠시 멈췄습니다. 다시 시작할 때 새 기한을 알립니다.');
  });

  test('a secret step tells only when all results come out', () => {
    const now = { number: 5, title: { ko: '조정', en: 'calibration' }, secret: true };
    const task = { kind: 'calibration.lock', mine: false, due: at('2027-01-25T18:00') } as const;
    expect(both({ ...year, now, task, publishes: at('2027-01-28T10:00') })).toEqual([
      '5단계 조정 중입니다. 결과는 1/28(목) 10:00에 모두 함께 나옵니다.',
      'Step 5, calibration, is under way. All results come out together on Thu 28 Jan, 10:00.',
    ]);
  });
});
