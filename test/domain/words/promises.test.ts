import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../domain/packs/words/explain.ts';
import { englishOfMails as en, koreanOfMails as ko } from '../../../domain/words/mails.ts';

/** A test and its title that fails where a sentence is not true; or a file of the program, and a part of it without which it is not. */
type Evidence = readonly [file: string, contains: string];

const SAVED: Evidence = ['web/src/forms/open-draft.ts', "call('saveDraft'"];
const HR_ORDERS: Evidence = [
  'test/commands/steering.test.ts',
  'gives evaluations and open tasks to another rater, whose form is as it opened first; the draft stays its writer’s',
];
const SUPERIOR_TOLD: Evidence = ['test/commands/digest.test.ts', 'tells the reviewer and the late rater once, each in one mail'];
const HR_DECIDES: Evidence = [
  'test/commands/steering.test.ts',
  'skips a late task of a kind about whose silence people decide, with a reason and a signal',
];
const HR_TOLD: Evidence = ['test/commands/digest.test.ts', 'stands in the digest of HR on the day that HR decides'];
const MOVES_ON: Evidence = [
  'test/workflows/live-cycle.test.ts',
  'a task ends by silence at its instant, not before, and costs what is written down',
];
const RETURNED: Evidence = ['test/web/pages.test.ts', 'the rater returns the goals with a reason, and agrees the mended ones'];
const BESIDE: Evidence = ['web/src/tasks/task-page.tsx', '{beside && <Evidence task={task} />}'];
const ADDRESS_TOLD: Evidence = [
  'test/api/addresses.test.ts',
  'row-2: is told to the old and the new one, by an import as by the page',
];
const ADDRESS_WAITS: Evidence = [
  'test/api/addresses.test.ts',
  'row-2: of who approves lets nothing be approved, asked, imported, granted, mended or looked at',
];
const ADDRESS_BACK: Evidence = [
  'test/api/addresses.test.ts',
  'row-2: objects once, which puts it back, ends the sessions of the new one and tells HR',
];
const REASSIGNED: Evidence = [
  'test/commands/reinstate.test.ts',
  'row-3: is told to the one before, the one after and whoever is evaluated',
];

const ROLE_GIVEN: Evidence = [
  'test/commands/role-requests.test.ts',
  'row-3: is given when a second person has said yes, and both and the person are told',
];
const ROLE_TAKEN: Evidence = ['test/commands/role-requests.test.ts', 'row-3: is taken away by two persons as well'];
const ROLE_BY_OPERATOR: Evidence = [
  'test/commands/role-requests.test.ts',
  'row-3: that an operator changes by a command is told to everybody of HR and audited as such',
];
const OWN_SAY = 'test/api/own-say.test.ts';
const LEAVING_TOLD: Evidence = [OWN_SAY, 'row-1: is told to them at once, as it was when it was recorded'];
const WITHDRAWN_TOLD: Evidence = [
  OWN_SAY,
  'row-1: a withdrawal by one officer is told to whoever is withdrawn, and that it is taken back',
];
const AWAY_TOLD: Evidence = [
  'test/api/absences.test.ts',
  'row-1: an absence is told to whoever is said to be away, and so is that it is shorter, and taken back',
];

/** Every sentence of a mail that says what somebody finds, and of what happens in silence: what makes it true. */
const PROMISES: Readonly<Record<string, readonly Evidence[]>> = {
  'mail.goals.draft.task': [SAVED],
  'mail.goals.returned.task': [RETURNED],
  'mail.goals.agree.task': [RETURNED],
  'mail.goals.confirm.task': [
    [
      'test/commands/what-is-kept.test.ts',
      'a return voids the signatures under what is returned, and the next version is signed anew',
    ],
  ],
  'mail.coaching.hold.task': [
    ['web/src/coaching/hold-form.tsx', "'talk.progress-of'"],
    ['web/src/coaching/hold-form.tsx', "'talk.ask-first'"],
  ],
  'mail.coaching.acknowledge.task': [['domain/tasks/kinds.ts', "answer === 'no-talk'"]],
  'mail.self-assessment.write.task': [SAVED, ['commands/first-draft.ts', '(known?.goalIds ?? [])']],
  'mail.rating.write.task': [SAVED, BESIDE],
  'mail.rating.review.task': [['domain/permissions.ts', "'rating.write': ['rater', 'reviewer']"]],
  'mail.rating.returned.task': [
    BESIDE,
    ['web/src/evidence/evidence.tsx', '<details key={answer.taskId} open={answer === last}>'],
  ],
  'mail.calibration.meeting.task': [
    ['test/web/what-people-see.test.ts', 'row-37: a member who has answered finds the papers again, until the session is over'],
    ['test/commands/committee.test.ts', 'row-7: a seat goes to the substitute of a member, with what is open'],
  ],
  'mail.calibration.lock.task': [['commands/look-at-wait.ts', 'open_members = 0']],
  'mail.result.acknowledge.task': [
    ['test/web/pack-pages.test.ts', 'the result tells the level and what it means, the plan, and neither number nor place'],
  ],
  'mail.result.acknowledge.task-appeal': [
    ['web/src/result/result-view.tsx', "'result.appeal'"],
    ['test/worker/compose-mail.test.ts', 'of the result names the end of the appeal window, ten working days without Seollal'],
  ],
  'mail.task.assigned.task': [HR_ORDERS, BESIDE],
  'mail.reassigned.before.task': [REASSIGNED, HR_ORDERS],
  'mail.reassigned.after.task': [REASSIGNED],
  'mail.reassigned.evaluated.task': [REASSIGNED],
  'mail.role.changed.task': [ROLE_GIVEN, ROLE_TAKEN, ROLE_BY_OPERATOR],
  'mail.role.granted': [ROLE_GIVEN],
  'mail.role.revoked': [ROLE_TAKEN],
  'mail.role.by-two': [ROLE_GIVEN, ROLE_TAKEN],
  'mail.role.by-operator': [ROLE_BY_OPERATOR],
  'mail.record.changed.task': [LEAVING_TOLD, AWAY_TOLD, WITHDRAWN_TOLD],
  'mail.record.left': [
    LEAVING_TOLD,
    ['test/commands/leaving.test.ts', 'row-25: who has truly left has no session and gets no link'],
    ['test/commands/leaving.test.ts', 'row-26: is asked nothing of their own any more'],
    ['test/commands/digest.test.ts', 'row-26: goes to HR where the superior has left, who hears nothing any more'],
  ],
  'mail.record.not-left': [
    LEAVING_TOLD,
    [OWN_SAY, 'row-1: gives them back what was skipped meanwhile'],
    [OWN_SAY, 'row-1: gives them back what ended by itself meanwhile, and what they had drafted'],
    [OWN_SAY, 'row-1: leaves alone what ended before, and what of theirs is decided'],
  ],
  'mail.record.withdrawn': [
    WITHDRAWN_TOLD,
    ['test/commands/steering.test.ts', 'ends the evaluation with its reason, voids what is open, and the group no longer waits'],
  ],
  'mail.record.reinstated': [
    WITHDRAWN_TOLD,
    ['test/commands/reinstate.test.ts', 'row-3: leaves what was answered, and what was being written to who wrote it'],
  ],
  'mail.record.away': [AWAY_TOLD, ['test/commands/queue-mail.test.ts', 'waits until the person is back from leave']],
  'mail.record.not-away': [
    AWAY_TOLD,
    [
      'test/worker/mail-loop.test.ts',
      'row-1: what waited for somebody who is said to be away goes once that is taken back, two a day from then on',
    ],
  ],
  'mail.due.changed.task': [
    ['test/commands/steering.test.ts', 'moves the deadline of whoever has the task open and wakes nobody'],
    ['test/commands/steering.test.ts', 'keeps what is written so far'],
  ],
  'mail.coaching.told.task': [
    ['test/commands/refused-talk.test.ts', 'a talk whose record is refused is told to the reviewer, and held again by the rater'],
    ['test/support/scenarios.ts', "midterm('refused-then-read', [HOLD, refused, HOLD, "],
  ],
  'mail.overdue.superior.task': [
    HR_ORDERS,
    ['test/commands/steering.test.ts', 'says who had the deadline of the phase extended before; a shorter one is no extension'],
  ],
  'mail.overdue.told.task': [SUPERIOR_TOLD],
  'mail.hr.told.task': [
    ['test/commands/launch.test.ts', 'is not done before its request is carried out, and cannot be taken back from then on'],
  ],
  'mail.request.failed.task': [
    [
      'test/commands/launch-as-approved.test.ts',
      'row-3: that is refused at its instant is told by mail, with why, to who asked, who approved and all of HR',
    ],
  ],
  'mail.result.corrected.task': [
    [
      'test/commands/correct-result.test.ts',
      'is an extra seat at the lowest point of its band; nobody else moves, and the first version stays readable',
    ],
  ],
  'mail.sign-in.task': [['test/api/sign-in.test.ts', 'GET, HEAD and a page load of the link do not use it; one POST does, once']],
  'mail.address.left.task': [ADDRESS_TOLD, ADDRESS_BACK],
  'mail.address.passed.task': [ADDRESS_TOLD, ['test/api/mailboxes.test.ts', 'row-2: does not object to the account going on']],
  'mail.address.told.task': [ADDRESS_TOLD, ADDRESS_WAITS],
  'mail.address.objected.task': [
    ADDRESS_BACK,
    ['test/worker/address-mail.test.ts', 'row-2: HR is told whose old address objects, and how much was handed in meanwhile'],
    [
      'test/api/mailboxes.test.ts',
      'row-2: stays where the old address objects, which ends sessions, tells HR, and has another one say anew whose it is',
    ],
  ],
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
  'silent.digest': [SUPERIOR_TOLD, HR_TOLD],
  'talk.helpful-help': [['test/api/readers.test.ts', 'is read again by the employee alone, in what was handed in']],
  'self.lead': [['commands/first-draft.ts', '(known?.actions ?? [])']],
  'rating.lead': [SAVED, BESIDE],
  'result.appeal': [['web/src/result/result-view.tsx', "t('result.appeal',"]],
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
  const found = /\.test\.ts$/u.test(file) ? `'${contains}', async` : contains;
  return existsSync(file) && readFileSync(file, 'utf8').includes(found);
}

/** What stands there whether or not the program does it: the sentence itself, a bare name, or that a mail of this kind is sent. */
function showsNothing(key: string, [file, contains]: Evidence): boolean {
  return (
    file.startsWith('domain/words/') || /^[\w-]+$/u.test(contains) || key.startsWith(`mail.${contains.replaceAll("'", '')}.`)
  );
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
    const parts = ['mail.role.', 'mail.record.', 'silent.'];
    const said = Object.keys(en).filter(
      (key) =>
        /^mail\..+\.task(-|$)/u.test(key) ||
        (parts.some((part) => key.startsWith(part)) && !/\.(subject|button)(-|$)/u.test(key)),
    );
    expect(said.filter((key) => !Object.hasOwn(PROMISES, key))).toEqual([]);
    expect(Object.keys(PROMISES).filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });

  test.each(Object.entries(PROMISES))('%s is true', (key, evidence) => {
    expect(evidence.filter((one) => !isThere(one) || showsNothing(key, one))).toEqual([]);
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
