import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../domain/packs/words/explain.ts';
import { en } from '../../../domain/words/en.ts';
import { ko } from '../../../domain/words/ko.ts';

/** A file, and what stands in it, that makes a sentence true. */
type Evidence = readonly [file: string, contains: string];

const SAVED: Evidence = ['web/src/forms/open-draft.ts', "call('saveDraft'"];
const HR_ORDERS: Evidence = ['commands/hr/reassign.ts', 'evaluation.reassigned'];
const SUPERIOR_TOLD: Evidence = ['commands/overdue-mails.ts', "'overdue.superior'"];
const HR_DECIDES: Evidence = ['commands/hr/decide-silence.ts', 'decideSilence'];
const HR_TOLD: Evidence = ['db/digests.ts', "'forHr'"];
const MOVES_ON: Evidence = ['commands/look-at-task.ts', 'expired'];

/** Every sentence of a mail that says what somebody finds, and of what happens in silence: what makes it true. */
const PROMISES: Readonly<Record<string, readonly Evidence[]>> = {
  'mail.goals.draft.task': [SAVED],
  'mail.goals.returned.task': [['commands/first-draft.ts', 'answersBefore']],
  'mail.goals.agree.task': [['domain/tasks/kinds.ts', "outcomes: ['done', 'returned']"]],
  'mail.goals.confirm.task': [['domain/tasks/kinds.ts', "outcomes: ['done', 'returned']"]],
  'mail.coaching.hold.task': [
    ['web/src/coaching/hold-form.tsx', "'talk.progress-of'"],
    ['web/src/coaching/hold-form.tsx', "'talk.ask-first'"],
  ],
  'mail.coaching.acknowledge.task': [['domain/tasks/kinds.ts', "answer === 'no-talk'"]],
  'mail.self-assessment.write.task': [SAVED, ['commands/first-draft.ts', 'known?.goalIds']],
  'mail.rating.write.task': [SAVED, ['web/src/evidence/evidence.tsx', 'Evidence']],
  'mail.rating.review.task': [['domain/permissions.ts', "'rating.write': ['rater', 'reviewer']"]],
  'mail.rating.returned.task': [['commands/first-draft.ts', 'answersBefore']],
  'mail.calibration.meeting.task': [['domain/words/en/mail.ts', 'Tell HR beforehand']],
  'mail.calibration.lock.task': [['commands/look-at-wait.ts', 'open_members = 0']],
  'mail.result.acknowledge.task': [['web/src/result/how-it-was-made.tsx', 'renderSteps']],
  'mail.result.acknowledge.task-appeal': [
    ['web/src/result/result-view.tsx', "'result.appeal'"],
    ['worker/mail-values.ts', 'appealDays'],
  ],
  'mail.task.assigned.task': [['commands/hr/tell-reassigned.ts', "'task.assigned'"]],
  'mail.reassigned.before.task': [['commands/hr/reassign.ts', 'setDraftsAside(']],
  'mail.reassigned.after.task': [['worker/reassigned-values.ts', "'reassigned.after'"]],
  'mail.reassigned.evaluated.task': [['worker/reassigned-values.ts', "'reassigned.evaluated'"]],
  'mail.role.changed.task': [['commands/tell-role-change.ts', "'role.changed'"]],
  'mail.due.changed.task': [['commands/hr/extend-tasks.ts', "'due.changed'"]],
  'mail.coaching.told.task': [['commands/closing-effects.ts', "'coaching.told'"]],
  'mail.overdue.superior.task': [HR_ORDERS, ['commands/hr/extend-tasks.ts', 'moveDeadlines']],
  'mail.overdue.told.task': [SUPERIOR_TOLD],
  'mail.hr.told.task': [['commands/look-at-wait.ts', "'hr.told'"]],
  'mail.result.corrected.task': [['db/replace-results.ts', 'version']],
  'mail.sign-in.task': [['commands/consume-sign-in.ts', 'used_at']],
  'mail.address.left.task': [['worker/account-mail.ts', 'address']],
  'mail.address.told.task': [['worker/account-mail.ts', 'address']],
  'mail.address.objected.task': [['worker/account-mail.ts', 'address']],
  'silent.recorded': [MOVES_ON],
  'silent.moves-on': [MOVES_ON],
  'silent.asks-superior': [SUPERIOR_TOLD, HR_DECIDES],
  'silent.hr-decides': [HR_TOLD, HR_DECIDES],
  'silent.goals.draft.asks-superior': [SUPERIOR_TOLD],
  'silent.goals.returned.asks-superior': [SUPERIOR_TOLD, HR_TOLD],
  'silent.goals.agree.asks-superior': [SUPERIOR_TOLD],
  'silent.goals.confirm.hr-decides': [HR_TOLD],
  'silent.goals.confirm.legal': [HR_TOLD],
  'silent.coaching.hold.asks-superior': [SUPERIOR_TOLD, ['db/digests.ts', "'told'"]],
  'silent.coaching.acknowledge.recorded': [MOVES_ON],
  'silent.self-assessment.write.recorded': [MOVES_ON],
  'silent.rating.write.asks-superior': [SUPERIOR_TOLD, HR_ORDERS],
  'silent.rating.returned.asks-superior': [SUPERIOR_TOLD, HR_DECIDES],
  'silent.rating.review.hr-decides': [HR_TOLD, HR_ORDERS],
  'silent.calibration.meeting.moves-on': [MOVES_ON],
  'silent.calibration.lock.hr-decides': [HR_TOLD],
  'silent.result.acknowledge.recorded': [MOVES_ON],
  'silent.result.acknowledge.moves-on': [MOVES_ON],
  'silent.overdue': [HR_TOLD],
  'silent.overdue-now': [HR_TOLD],
  'silent.digest': [['commands/escalate-late-tasks.ts', 'escalateTasks']],
  'talk.helpful-help': [['domain/permissions.ts', "'coaching.acknowledge': 'helpful'"]],
  'self.lead': [['commands/first-draft.ts', 'known?.actions']],
  'rating.lead': [SAVED, ['web/src/evidence/evidence.tsx', 'Evidence']],
  'result.appeal': [['web/src/result/result-view.tsx', 'appealWorkingDays']],
};

interface NotYet {
  readonly ko: RegExp;
  readonly en: RegExp;
  /** What must be there before anything says it again. */
  readonly needs: Evidence;
}

/** What mails, pages and packs said and nothing did. Each comes back with what makes it true. */
const NOT_YET: Readonly<Record<string, NotYet>> = {
  "last year's goals, duties and measures are loaded": {
    ko: /작년 목표.*불러/u,
    en: /last year's goals.*loaded/iu,
    needs: ['commands/first-draft.ts', 'goalsOfLastYear'],
  },
  'own notes of the year stand beside the goals': {
    ko: /올해 남긴 기록/u,
    en: /your notes/iu,
    needs: ['domain/tasks/journal.ts', 'journal'],
  },
  'changed goals come first': {
    ko: /바뀐 곳.*먼저/u,
    en: /changed goals.*first/iu,
    needs: ['web/src/goals/decision-form.tsx', 'changedFirst'],
  },
  'a substitute is called to the meeting': {
    ko: /예비 위원을 부/u,
    en: /call a substitute/iu,
    needs: ['commands/call-substitute.ts', 'callSubstitute'],
  },
  'HR names a deputy': {
    ko: /대리 (검토자|확인자)를 정/u,
    en: /names a deputy/iu,
    needs: ['commands/hr/delegate.ts', 'delegation'],
  },
  'answers about talks are seen from five on': {
    ko: /다섯 사람이 답하기/u,
    en: /five people have answered/iu,
    needs: ['db/reading/helpful-talks.ts', 'helpful'],
  },
  'the superior sets a time to write goals together': {
    ko: /함께 쓸 시간/u,
    en: /sets a time/iu,
    needs: ['commands/offer-time.ts', 'time'],
  },
  'a member leaves cases of the family by the program': {
    ko: /친족 안건에서는 빠/u,
    en: /leave for your own or family/iu,
    needs: ['commands/recuse.ts', 'recusal'],
  },
  'an appeal is answered by the program': {
    ko: /첫 답이 오고|첫 답을 드립니다/u,
    en: /first answer comes/iu,
    needs: ['workflows/appeal.ts', 'appeal.answer'],
  },
  'a new supervisor opens a plan of thirty days': {
    ko: /새 상급자/u,
    en: /new supervisor/iu,
    needs: ['commands/hr/transfer.ts', 'supervisor'],
  },
};

function isThere([file, contains]: Evidence): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').includes(contains);
}

interface Text {
  readonly where: string;
  readonly ko: string;
  readonly en: string;
}

function textsOf(where: string, value: unknown): readonly Text[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('ko' in value && typeof value.ko === 'string' && 'en' in value && typeof value.en === 'string')
    return [{ where, ko: value.ko, en: value.en }];
  return Object.entries(value).flatMap(([name, part]) => textsOf(`${where}/${name}`, part));
}

const words = (Object.keys(en) as (keyof typeof en)[]).map((key): Text => ({ where: key, ko: ko[key], en: en[key] }));
const handbook = ['docs/staff.md', 'docs/hr.md', ...readdirSync('docs/packs').map((name) => `docs/packs/${name}`)].map(
  (where): Text => ({ where, ko: '', en: readFileSync(where, 'utf8') }),
);
const packs = readdirSync('data/packs')
  .filter((name) => name.endsWith('.json') && name !== 'pack.schema.json')
  .flatMap((name) => textsOf(name, JSON.parse(readFileSync(`data/packs/${name}`, 'utf8'))));
const texts: readonly Text[] = [...words, ...textsOf('packs', explain), ...packs, ...handbook];

describe('row-33: what mails, pages and packs say', () => {
  test('every sentence about what one finds and what happens in silence names what makes it true', () => {
    const said = Object.keys(en).filter((key) => /^mail\..+\.task(-|$)/u.test(key) || key.startsWith('silent.'));
    expect(said.filter((key) => !Object.hasOwn(PROMISES, key))).toEqual([]);
    expect(Object.keys(PROMISES).filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });

  test.each(Object.entries(PROMISES))('%s is true', (_key, evidence) => {
    expect(evidence.filter((one) => !isThere(one))).toEqual([]);
  });

  test.each(Object.entries(NOT_YET))('nothing says that %s, before it does', (_promise, { ko: korean, en: english, needs }) => {
    const said = texts.filter((text) => korean.test(text.ko) || english.test(text.en)).map(({ where }) => where);
    if (!isThere(needs)) expect(said).toEqual([]);
  });

  test('an appeal names its way in every language', () => {
    const appeals = texts.filter(({ en: text }) => /you may appeal/iu.test(text));
    expect(appeals.map(({ where }) => where)).toContain('mail.result.acknowledge.task-appeal');
    expect(appeals.filter((text) => !text.en.includes('appeal to HR') || !text.ko.includes('인사팀'))).toEqual([]);
  });
});
