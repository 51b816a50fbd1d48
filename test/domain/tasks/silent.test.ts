import { describe, expect, test } from 'vitest';
import { policyPackSchema } from '../../../contracts/pack.ts';
import pack from '../../../data/packs/kr-local-grade5.json' with { type: 'json' };
import { businessCalendar } from '../../../domain/cycle/calendar.ts';
import { acceptedUntil } from '../../../domain/cycle/deadlines.ts';
import { firstMailAt } from '../../../domain/cycle/first-mail.ts';
import { dateParts } from '../../../domain/cycle/local-parts.ts';
import { datesOfSilence, daysLate, silenceDates } from '../../../domain/cycle/silence.ts';
import { IF_SILENT, TASK_KINDS, type TaskKind } from '../../../domain/tasks/kinds.ts';
import { ifSilentSentence } from '../../../domain/tasks/silent.ts';
import { person } from '../../../domain/words/message.ts';
import { renderInMail } from '../../../domain/words/mails.ts';
import { renderMessage } from '../../../domain/words/render.ts';

const SEOUL = 'Asia/Seoul';
const { phases, escalation: rule } = policyPackSchema.parse(pack);
const calendar = businessCalendar(
  ['2026-02-16', '2026-02-17', '2026-02-18', '2026-03-02'].map((date) => ({ date, name: 'holiday' })),
  SEOUL,
);
const day = (date: string | undefined) => (date === undefined ? undefined : dateParts(date, SEOUL));

const RULES = phases.flatMap((phase) =>
  Object.entries(phase.tasks).map(([kind, task]) => ({
    kind: kind as TaskKind,
    ifSilent: task.ifSilent,
    mode: task.acceptedUntil,
  })),
);

function say(kind: Parameters<typeof ifSilentSentence>[0], dueAt: string): string {
  const { ifSilent = 'recorded' } = RULES.find((one) => one.kind === kind) ?? {};
  const { superiorOn, hrOn } = silenceDates({ dueAt, ifSilent, rule, calendar });
  return renderMessage(
    'ko',
    ifSilentSentence(kind, ifSilent, { superior: person('남기훈'), superiorOn: day(superiorOn), hrOn: day(hrOn) }),
  );
}

describe('what happens if one does nothing', () => {
  test('names the days on which the process acts', () => {
    expect(say('rating.write', '2027-01-13T09:00:00.000Z')).toBe(
      '1/14(목)에 남기훈 님에게 알리고, 1/18(월)에 인사팀이 평정자 변경을 정합니다.',
    );
    expect(say('rating.review', '2027-01-18T09:00:00.000Z')).toBe('1/19(화)에 인사팀이 확인자 변경을 정합니다.');
    expect(say('goals.agree', '2026-02-13T09:00:00.000Z')).toBe(
      '2/19(목)에 남기훈 님에게 알립니다. 그때까지 목표는 정해지지 않습니다.',
    );
    expect(say('goals.confirm', '2026-02-27T09:00:00.000Z')).toBe('3/3(화)에 인사팀이 연락드립니다.');
    expect(say('coaching.hold', '2026-07-10T09:00:00.000Z')).toBe('7/13(월)에 남기훈 님과 인사팀에 면담 기록이 없다고 알립니다.');
  });

  test('speaks of the legal day where the phase has one', () => {
    const sentence = ifSilentSentence('goals.confirm', 'hr-decides', { hrOn: day('2026-03-03'), legalOn: day('2026-03-03') });
    expect(renderMessage('ko', sentence)).toBe('3/3(화)이 법정 기한이라 인사팀이 연락드립니다.');
    expect(renderMessage('en', sentence)).toBe('The legal limit is Tue 3 Mar, so HR will call you.');
  });

  test.each(RULES)('$kind: the sentence is the one of the rule that decides its end', ({ kind, ifSilent, mode }) => {
    const dueAt = '2027-01-13T09:00:00.000Z';
    const until = acceptedUntil({ ifSilent, dueAt, mode, timeZone: SEOUL });
    const values = { superior: person('남기훈'), superiorOn: day('2027-01-14'), hrOn: day('2027-01-18') };
    const { key } = ifSilentSentence(kind, ifSilent, values);
    expect(key.endsWith(`.${ifSilent}`)).toBe(true);
    expect(until === 'infinity').toBe(ifSilent === 'asks-superior' || ifSilent === 'hr-decides');
  });

  test('where nobody is above, HR is named on the day of the superior', () => {
    const sentence = ifSilentSentence('rating.write', 'asks-superior', {
      superiorOn: day('2027-01-14'),
      hrOn: day('2027-01-18'),
    });
    expect(renderMessage('ko', sentence)).toBe('1/14(목)에 인사팀이 정합니다.');
  });

  test('any kind has words for any rule, in both languages', () => {
    const values = { superior: person('남기훈'), superiorOn: day('2027-01-14'), hrOn: day('2027-01-18') };
    for (const kind of [...TASK_KINDS, 'goals.returned', 'rating.returned'] as const) {
      for (const ifSilent of IF_SILENT) {
        const sentence = ifSilentSentence(kind, ifSilent, values);
        expect(renderInMail('ko', 'mail.if-silent', { silent: sentence })).toContain('하지 않으면');
        expect(renderMessage('en', sentence)).not.toContain('{');
      }
    }
  });
});

test('counts working days since the due day', () => {
  const dueAt = '2026-02-13T09:00:00.000Z';
  const late = (now: string) => daysLate({ dueAt, now, calendar });
  expect([
    late('2026-02-13T08:59:59.000Z'),
    late('2026-02-13T09:00:00.000Z'),
    late('2026-02-18T01:00:00.000Z'),
    late('2026-02-20T01:00:00.000Z'),
  ]).toEqual([undefined, 0, 0, 2]);
});

test('a mail finds its day between leave, holidays and full days', () => {
  const at = firstMailAt({
    from: '2026-02-13T09:00:00.000Z',
    calendar,
    hours: { mailFrom: '09:00', mailUntil: '17:30' },
    away: [{ from: '2026-02-19', to: '2026-02-19' }],
    others: ['2026-02-20T00:00:00.000Z', '2026-02-20T00:10:00.000Z', '2026-02-23T00:00:00.000Z'],
    perDay: 2,
  });
  expect(at).toBe('2026-02-23T00:00:00.000Z');
});

test('row-40: a day on which thousands are due is worked out once', () => {
  const looks = (tasks: number) => {
    let count = 0;
    const holidays = new Map<string, string>();
    holidays.get = () => void (count += 1);
    const datesOf = datesOfSilence(rule, { ...calendar, holidays });
    for (let task = 0; task < tasks; task += 1) {
      const dueAt = `2026-02-${12 + (task % 2)}T09:00:00.000Z`;
      expect(datesOf({ dueAt, ifSilent: 'asks-superior' })).toEqual(
        silenceDates({ dueAt, ifSilent: 'asks-superior', rule, calendar: { ...calendar, holidays: new Map() } }),
      );
    }
    return count;
  };
  expect(looks(1_000)).toBe(looks(2));
});
