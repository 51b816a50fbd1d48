import { describe, expect, test } from 'vitest';
import { PAGE_ACCESSES, TASK_ACCESSES } from '../../../domain/access-kinds.ts';
import { localParts } from '../../../domain/cycle/local-parts.ts';
import { ERROR_CODES } from '../../../domain/errors.ts';
import { TASK_KINDS } from '../../../domain/tasks/kinds.ts';
import { MAIL_KINDS, TASK_MAIL_KINDS } from '../../../domain/tasks/mail-kinds.ts';
import { type DateFormat, formatDate } from '../../../domain/words/dates.ts';
import { taskDetails, waitDetails } from '../../../domain/words/en/details.ts';
import {
  englishOfMails as en,
  koreanOfMails as ko,
  renderInMail as render,
  renderMessageInMail as renderMessage,
} from '../../../domain/words/mails.ts';
import { person } from '../../../domain/words/message.ts';
import { pairs } from '../../../domain/words/pages/all.ts';
import { PARTICLES, type Particle, particleAfter } from '../../../domain/words/particles.ts';
import { CONCERNS } from '../../../domain/two-persons/own-case.ts';
import { isWordKey, refusalKey } from '../../../domain/words/render.ts';

const SEOUL = 'Asia/Seoul';
const friday = localParts('2026-02-06T09:00:00.000Z', SEOUL);

function names(template: string): ReadonlySet<string> {
  const tokens = [...template.matchAll(/\{([^{}]+)\}/gu)].map((match) => match[1] ?? '');
  const isParticle = (token: string) => (PARTICLES as readonly string[]).includes(token);
  return new Set(tokens.filter((token) => !isParticle(token)).map((token) => token.split(/[:|]/u)[0] ?? ''));
}

describe('the words', () => {
  test('have the same keys in both languages, none empty', () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
    for (const words of [...Object.values(ko), ...Object.values(en)]) expect(words).not.toBe('');
  });

  test('name the same values in both languages', () => {
    // English says "1 talk" where Korean counts without a plural, and the other way round.
    const unlike = Object.entries(en).filter(([key, template]) => {
      const korean = names(ko[key as keyof typeof ko]);
      const english = names(template);
      return [...korean].some((name) => !english.has(name)) || [...english].some((name) => name !== 'count' && !korean.has(name));
    });
    expect(unlike.map(([key]) => key)).toEqual([]);
  });

  test.each(TASK_KINDS)('call %s by name, verb and count', (kind) => {
    for (const part of ['name', 'subject', 'counted', 'items']) expect(isWordKey(`task.${kind}.${part}`)).toBe(true);
    expect(isWordKey(`verb.${kind}`)).toBe(true);
  });

  test.each([...PAGE_ACCESSES, ...TASK_ACCESSES])('say in both languages what was opened by %s', (what) => {
    expect(pairs[`access.${what}`].ko).toMatch(/^[가-힣 ]+$/u);
    expect(pairs[`access.${what}`].en).toMatch(/^[a-z ]+$/u);
  });

  test.each(TASK_MAIL_KINDS)('count %s in a digest', (kind) => {
    expect(isWordKey(`task.${kind}.counted`)).toBe(true);
  });

  test.each(MAIL_KINDS)('have a subject and a button for %s', (kind) => {
    expect(en).toHaveProperty([`mail.${kind}.subject`]);
    expect(en).toHaveProperty([`mail.${kind}.button`]);
  });

  test('have one message per error code, which needs no value', () => {
    for (const code of ERROR_CODES) {
      expect(names(en[`error.${code}`]).size).toBe(0);
      expect(names(ko[`error.${code}`]).size).toBe(0);
    }
  });

  test.each(['mail', 'standing', 'silent', 'error'])(
    '%s: no sentence is longer than 50 characters in Korean or 20 words in English',
    (area) => {
      const sentences = (template: string) => template.replace(/\{[^{}]+\}/gu, '@').split(/(?<=[.?!])\s+/u);
      const isLong = (key: string) =>
        sentences(ko[key as keyof typeof ko]).some((one) => one.length > 50) ||
        sentences(en[key as keyof typeof en]).some((one) => one.split(' ').length > 20);
      expect(Object.keys(en).filter((key) => key.startsWith(`${area}.`) && isLong(key))).toEqual([]);
    },
  );
});

describe('render', () => {
  test('fills values, dates, plurals, words and messages in messages', () => {
    expect(render('en', 'mail.rating.review.subject', { count: 1, due: friday })).toBe('Review 1 rating – by Fri 6 Feb, 18:00');
    expect(render('en', 'mail.rating.review.subject', { count: 11, due: friday })).toBe(
      'Review 11 ratings – by Fri 6 Feb, 18:00',
    );
    const told = {
      key: 'mail.overdue.superior.subject',
      values: { items: { key: 'task.rating.write.items', values: { count: 4 } }, count: 4, days: 2 },
    };
    expect(renderMessage('en', told)).toBe('Please help: 4 ratings are 2 days late');
    expect(renderMessage('ko', told)).toBe('챙겨 주세요: 평가 쓰기 4건이 2일 늦음');
    const returned = { returner: person('서경우', 'Seo Gyeong-u') };
    expect(render('ko', 'mail.goals.returned.task', returned)).toMatch(/^서경우 님이 의견을/);
    expect(render('en', 'mail.goals.returned.task', returned)).toMatch(/^Seo Gyeong-u sent them back/);
  });

  test('refuses a missing value and an unknown key', () => {
    expect(() => render('ko', 'mail.due')).toThrow('"mail.due" needs the value "due"');
    expect(() => renderMessage('ko', { key: 'no.such' })).toThrow('no words for "no.such"');
    expect(() => renderMessage('ko', { key: 'toString' })).toThrow('no words');
  });

  test('takes a value as it is, also one that looks like a placeholder', () => {
    expect(render('en', 'mail.greeting', { reader: '{due:long}' })).toBe('Dear {due:long},');
  });
});

describe('particles', () => {
  test.each<[string, Particle, string]>([
    ['서경우', '은/는', '는'],
    ['중간 면담', '은/는', '은'],
    ['정하람', '이/가', '이'],
    ['한지수', '을/를', '를'],
    ['서울', '으로/로', '로'],
    ['총무과', '으로/로', '로'],
    ['인사팀', '으로/로', '으로'],
    ['윤태섭 님', '과/와', '과'],
    ['서지안(세정과)', '이/가', '이'],
    ["'수'", '이/가', '가'],
    ['3', '이/가', '이'],
    ['7', '으로/로', '로'],
    ['2', '을/를', '를'],
    ['BSC', '은/는', '는'],
    ['PDF R', '으로/로', '로'],
    ['', '은/는', '는'],
  ])('after %s, %s is %s', (text, particle, expected) => {
    expect(particleAfter(text, particle)).toBe(expected);
  });
});

describe('dates', () => {
  test.each<[DateFormat, string, string]>([
    ['day', '2/6(금)', 'Fri 6 Feb'],
    ['short', '2/6(금) 18시', 'Fri 6 Feb, 18:00'],
    ['time', '2/6(금) 18:00', 'Fri 6 Feb, 18:00'],
    ['date', '2026. 2. 6.(금)', 'Fri 6 Feb 2026'],
    ['clock', '2026. 2. 6.(금) 18:00', 'Fri 6 Feb 2026, 18:00'],
    ['long', '2026. 2. 6.(금) 18:00 (한국 시간)', 'Fri 6 Feb 2026, 18:00 (Seoul time)'],
  ])('%s', (format, korean, english) => {
    expect(formatDate('ko', friday, format)).toBe(korean);
    expect(formatDate('en', friday, format)).toBe(english);
  });

  test('say minutes where there are some, and the place of another zone', () => {
    const phoenix = localParts('2026-02-07T00:30:00.000Z', 'America/Phoenix');
    expect(formatDate('ko', phoenix, 'short')).toBe('2/6(금) 17시 30분');
    expect(formatDate('en', phoenix, 'long')).toBe('Fri 6 Feb 2026, 17:30 (Phoenix time)');
    expect(formatDate('ko', phoenix, 'long')).toBe('2026. 2. 6.(금) 17:30 (Phoenix 시간)');
  });
});

test('current details say in English what a run waits for', () => {
  expect(taskDetails({ kind: 'goals.draft', round: 1, seat: 1 })).toBe('Waits for the employee to write goals.');
  expect(taskDetails({ kind: 'goals.draft', round: 2, seat: 1 })).toBe('Waits for the employee to write goals, round 2.');
  expect(taskDetails({ kind: 'calibration.meeting', round: 1, seat: 3 })).toMatch(/, seat 3\.$/);
  expect(waitDetails('group-complete')).toBe('Waits until everybody in the group is rated.');
  for (const kind of TASK_KINDS) expect(taskDetails({ kind, round: 1, seat: 1 })).not.toContain(kind);
});

test('a refusal as one’s own case says by what it concerns why, and the general sentence where it does not say', () => {
  for (const concerns of CONCERNS) expect(refusalKey('own-case', { concerns })).toBe(`error.own-case.${concerns}`);
  expect(refusalKey('own-case', { employeeNos: ['C1'] })).toBe('error.own-case');
  expect(refusalKey('not-found', { concerns: 'account' })).toBe('error.not-found');
});
