import { describe, expect, test } from 'vitest';
import { localParts } from '../../domain/cycle/local-parts.ts';
import { ACCOUNT_MAIL_KINDS, MAIL_KINDS, type MailKind } from '../../domain/tasks/mail-kinds.ts';
import { LOCALES, person } from '../../domain/words/message.ts';
import { englishOfMails as en, koreanOfMails as ko } from '../../domain/words/mails.ts';
import { escapeHtml } from '../../mail/layout.ts';
import { type MailValues, renderMail } from '../../mail/render.ts';

const SEOUL = 'Asia/Seoul';
const due = localParts('2027-01-13T09:00:00.000Z', SEOUL);
const today = localParts('2027-01-15T00:00:00.000Z', SEOUL);
const LINK = 'https://performance.solnae.example/tasks/1234567';
const CONTACT = { ko: '총무과 인사팀 내선 2114', en: 'HR, ext. 2114' };

const TASKS_WITHOUT_DEADLINE: readonly MailKind[] = [
  'coaching.told',
  'hr.told',
  'request.failed',
  'overdue.superior',
  'overdue.told',
  'reassigned.before',
  'reassigned.after',
  'reassigned.evaluated',
  'result.corrected',
  ...ACCOUNT_MAIL_KINDS,
  'digest',
];
const EVALUATED = '김민서';
const SUPERIOR = person('남기훈', 'Nam Gi-hun');
const longRow = {
  key: 'mail.digest.late',
  values: { days: 12, due, task: { key: 'task.coaching.acknowledge.counted', values: { count: 120 } } },
};

const lateRow = (to: 'superior' | 'told') => ({
  key: `mail.overdue.${to}.row`,
  values: { latePerson: SUPERIOR, days: 12, items: { key: 'task.coaching.acknowledge.items', values: { count: 120 } } },
});

/** The fullest mail of a kind. */
function values(kind: MailKind, more: Partial<MailValues> = {}): MailValues {
  const asks = !TASKS_WITHOUT_DEADLINE.includes(kind);
  return {
    reader: '남궁솔',
    link: LINK,
    contact: CONTACT,
    rehearsal: true,
    year: 2026,
    period: { ko: '상반기', en: 'First half' },
    count: 12,
    ...(asks ? { due, minutes: 30 } : {}),
    ...(asks || kind === 'digest'
      ? { silent: { key: 'silent.rating.write.asks-superior', values: { superior: SUPERIOR, superiorOn: due, hrOn: due } } }
      : {}),
    ...(kind === 'digest' ? { late: 3, rows: Array.from({ length: 6 }, () => longRow) } : {}),
    ...(kind === 'overdue.superior' ? { rows: Array.from({ length: 6 }, () => lateRow('superior')) } : {}),
    ...(kind === 'overdue.told' ? { rows: Array.from({ length: 6 }, () => lateRow('told')) } : {}),
    values: {
      recommended: 3,
      returner: SUPERIOR,
      meeting: due,
      appealUntil: due,
      what: { key: 'task.rating.write.subject' },
      items: { key: 'task.rating.write.items', values: { count: 12 } },
      days: 2,
      how: { key: 'mail.role.by-operator' },
      who: SUPERIOR,
      employeeNo: '2023-00123',
      outcome: { key: 'mail.address.asked-again' },
      handedIn: { key: 'mail.address.handed-in', values: { count: 12 } },
      linkMinutes: 30,
      address: 'hye-jin.namgoong@city.example',
      latePerson: person(EVALUATED),
      superior: SUPERIOR,
      today,
      told: 4,
      command: { key: 'command.launch-missing' },
      cycle: '2026 정기 근무성적평정',
      asker: SUPERIOR,
      approver: SUPERIOR,
      why: { key: 'error.no-longer-of-hr' },
      next: { key: 'mail.request.failed.dead' },
    },
    ...more,
  };
}

const mails = LOCALES.flatMap((locale) => MAIL_KINDS.map((kind) => ({ locale, kind })));

describe.each(mails)('$kind in $locale', ({ locale, kind }) => {
  const mail = renderMail(kind, locale, values(kind));
  const lines = mail.text.trimEnd().split('\n');

  test('has at most 12 lines and 900 characters', () => {
    expect(lines.length).toBeLessThanOrEqual(12);
    expect(mail.text.length).toBeLessThanOrEqual(900);
  });

  test('says the same in HTML, with one link that is not rewritten and nothing remote', () => {
    const body = /<body[^>]*>\n(.*)\n<\/body>/su.exec(mail.html)?.[1] ?? '';
    const shown = body.split('\n').map((line) => line.replace(/<[^>]+>/gu, ''));
    expect(shown).toEqual(lines.map(escapeHtml));
    expect([...mail.html.matchAll(/https?:[^"<\s]+/gu)].map((match) => match[0])).toEqual([LINK, LINK]);
    expect(mail.text.split(LINK)).toHaveLength(2);
    expect(mail.html).not.toMatch(/<img|<link|<script|url\(|src=/iu);
    expect(mail.html).toContain(`<html lang="${locale}">`);
  });

  test('names nobody who is evaluated in its subject', () => {
    expect(mail.subject).not.toContain(EVALUATED);
    expect(mail.subject).not.toContain('\n');
  });

  test('greets, and ends with why it came, that opening submits nothing, and whom to ask', () => {
    expect(lines[0]).toBe(locale === 'ko' ? '남궁솔 님,' : 'Dear 남궁솔,');
    expect(lines.at(-2)).toBe('—');
    expect(lines.at(-1)).toContain(CONTACT[locale]);
    if (kind !== 'sign-in') expect(lines.at(-1)).toContain(locale === 'ko' ? '제출되지 않습니다' : 'submits nothing');
  });

  test('is marked as a rehearsal, and only then', () => {
    const prefix = locale === 'ko' ? '[연습] [두레] ' : '[Rehearsal] [Dure] ';
    expect(mail.subject.startsWith(prefix)).toBe(true);
    const live = renderMail(kind, locale, values(kind, { rehearsal: false })).subject;
    expect(live.startsWith(locale === 'ko' ? '[두레] ' : '[Dure] ')).toBe(true);
  });

  test('gives its deadline with the weekday', () => {
    if (TASKS_WITHOUT_DEADLINE.includes(kind)) return expect(mail.text).not.toMatch(/^(기한|Due):/mu);
    expect(mail.text).toMatch(
      locale === 'ko' ? /^기한: 2027\. 1\. 13\.\(수\) 18:00 \(한국 시간\)/mu : /^Due: Wed 13 Jan 2027, 18:00 \(Seoul time\)/mu,
    );
    return expect(mail.subject).toMatch(locale === 'ko' ? /1\/13\(수\)/u : /Wed 13 Jan/u);
  });
});

test('no mail has a place for a grade, a score, a comment, a ground, a leave or anybody’s reason', () => {
  const allowed = [
    ...[
      'appealUntil',
      'button',
      'contact',
      'count',
      'days',
      'due',
      'items',
      'late',
      'left',
      'leftOn',
      'latePerson',
      'link',
      'address',
      'linkMinutes',
      'meeting',
      'minutes',
      'period',
    ],
    ...['approver', 'asker', 'command', 'cycle', 'next', 'why'],
    ...['employeeNo', 'first', 'handedIn', 'how', 'office', 'other', 'outcome', 'second', 'who'],
    ...['reader', 'recommended', 'returner', 'silent', 'superior', 'task', 'time', 'today', 'told', 'what', 'year'],
  ];
  const templates = [...Object.entries(ko), ...Object.entries(en)]
    .filter(([key]) => key.startsWith('mail.'))
    .map(([, words]) => words);
  const places = templates.flatMap((words) => [...words.matchAll(/\{(\w+)[^{}]*\}/gu)].map((match) => match[1] ?? ''));
  expect([...new Set(places)].filter((place) => /^\w+$/u.test(place)).sort()).toEqual(allowed.sort());
});

test('a task mail is the skeleton, word for word', () => {
  const { subject, text } = renderMail('rating.write', 'ko', values('rating.write', { count: 6, minutes: 10, rehearsal: false }));
  expect(subject).toBe('[두레] 평가 6건을 써 주세요 – 1/13(수) 18시까지');
  expect(text).toBe(
    [
      '남궁솔 님,',
      '근거를 옆에 모아 두었습니다. 한 사람에 약 10분, 멈춰도 저장됩니다.',
      '기한: 2027. 1. 13.(수) 18:00 (한국 시간) · 한 건에 약 10분',
      `[평가 쓰기] ${LINK}`,
      '하지 않으면: 1/13(수)에 남기훈 님에게 알리고, 1/13(수)에 인사팀이 평정자 변경을 정합니다.',
      '—',
      '2026년 상반기 성과평가에서 할 일이 있어 보냅니다. 링크를 여는 것만으로는 아무것도 제출되지 않습니다. 문의: 총무과 인사팀 내선 2114 (답장 가능)',
      '',
    ].join('\n'),
  );
  const english = renderMail('rating.write', 'en', values('rating.write', { count: 1, minutes: 10, rehearsal: false }));
  expect(english.subject).toBe('[Dure] Rate 1 person – by Wed 13 Jan, 18:00');
  expect(english.text).toContain('Due: Wed 13 Jan 2027, 18:00 (Seoul time) · about 10 min\n');
  expect(english.text).toContain('Nam Gi-hun');
});

test('a name cannot break the HTML', () => {
  const { html } = renderMail('goals.draft', 'ko', values('goals.draft', { reader: '<b onclick="x">&' }));
  expect(html).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp; 님,');
});

test('a digest counts tasks, late ones apart, and for HR what superiors were told of', () => {
  const subject = (count: number, late: number) =>
    renderMail('digest', 'ko', values('digest', { count, late, rehearsal: false })).subject;
  expect(subject(2, 1)).toBe('[두레] 할 일 2건, 늦은 일 1건 – 1/15(금)');
  expect(subject(2, 0)).toBe('[두레] 할 일 2건 – 1/15(금)');
  expect(subject(2, 2)).toBe('[두레] 늦은 일 2건 – 1/15(금)');
  expect(subject(0, 0)).toBe('[두레] 상급자에게 알린 늦은 일 4건 – 1/15(금)');
});

test('row-26: a digest that only says what lies with who has left says so in its subject', () => {
  const { values: usual, ...rest } = values('digest', { count: 0, late: 0, rehearsal: false });
  const of = (locale: 'ko' | 'en') => renderMail('digest', locale, { ...rest, values: { ...usual, told: 0, left: 1 } }).subject;
  expect(of('ko')).toBe('[두레] 인계할 업무가 남은 퇴직자 1명 – 1/15(금)');
  expect(of('en')).toBe('[Dure] Work of 1 person who left is to be handed on – Fri 15 Jan');
});
