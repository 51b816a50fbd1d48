import { isAccountMailKind, type MailKind } from '../domain/tasks/mail-kinds.ts';
import type { LocalParts } from '../domain/words/dates.ts';
import type { Locale, Message, Values, Words } from '../domain/words/message.ts';
import { type MailWordKey, renderInMail, renderMessageInMail } from '../domain/words/mails.ts';
import { type Mail, lay } from './layout.ts';

export interface MailValues {
  /** The recipient, as the greeting says it. */
  readonly reader: string;
  /** Undefined: nothing can be opened. */
  readonly link: string | undefined;
  /** Whom to ask. */
  readonly contact: Words;
  readonly rehearsal: boolean;
  /** The year that is evaluated; a sign-in mail belongs to none. */
  readonly year?: number;
  /** The part of the year, where it is not the whole. */
  readonly period?: Words;
  /** How many tasks the mail speaks of. */
  readonly count?: number;
  readonly due?: LocalParts;
  /** What one of the tasks takes. */
  readonly minutes?: number;
  /** What happens if the reader does nothing. */
  readonly silent?: Message;
  /** Lines of a digest, or of a mail that speaks of several things. */
  readonly rows?: readonly Message[];
  /** Of the digest: how many tasks are late. */
  readonly late?: number;
  /** What else the words of this kind name. */
  readonly values?: Values;
}

const NOTICES: readonly MailKind[] = [
  'coaching.told',
  'hr.told',
  'overdue.superior',
  'reassigned.before',
  'reassigned.after',
  'reassigned.evaluated',
  'result.corrected',
];

/** The mail of a kind in a language, from ids that were resolved a moment before: no grade, score, comment, ground or leave gets in. */
export function renderMail(kind: MailKind, locale: Locale, mail: MailValues): Mail {
  const values = wordsOf(mail);
  const say = (key: MailWordKey) => renderInMail(locale, key, values);
  const prefix = `${mail.rehearsal ? say('mail.rehearsal') : ''}${say('mail.product')}`;
  const button = { key: isHrDigest(kind, values) ? 'mail.digest.button-hr' : `mail.${kind}.button`, values } as const;
  const lines = [
    say('mail.greeting'),
    ...(kind === 'digest' ? [] : [say(taskKey(kind, values))]),
    ...(mail.rows ?? []).map((row) => renderMessageInMail(locale, row)),
    ...dueLine(mail).map(say),
    ...(mail.link === undefined ? [] : [renderInMail(locale, 'mail.button', { link: mail.link, button })]),
    ...(mail.silent === undefined ? [] : [renderInMail(locale, 'mail.if-silent', { silent: mail.silent })]),
    '—',
    say(isHrDigest(kind, values) ? 'mail.why-hr' : closingKey(kind)),
  ];
  return lay({ locale, subject: `${prefix}${say(subjectKey(kind, values))}`, lines, link: mail.link });
}

/** Of somebody of HR who has no task: what they decide and are told of stands in the pages of HR. */
function isHrDigest(kind: MailKind, { own }: Values): boolean {
  return kind === 'digest' && own === 0;
}

function wordsOf({ reader, contact, year, period, count, due, minutes, late, values }: MailValues): Values {
  const own = { reader, contact, time: year === undefined ? undefined : timeOf(year, period), count, due, minutes, late };
  return { ...Object.fromEntries(Object.entries(own).filter((entry) => entry[1] !== undefined)), ...values } as Values;
}

function timeOf(year: number, period: Words | undefined): Message<MailWordKey> {
  if (period === undefined) return { key: 'mail.year', values: { year } };
  return { key: 'mail.period', values: { year, period } };
}

function subjectKey(kind: MailKind, { meeting, count, late, due, items, told }: Values): MailWordKey {
  if (kind === 'calibration.meeting' && meeting !== undefined) return 'mail.calibration.meeting.subject-at';
  if ((kind === 'task.assigned' || kind === 'due.changed') && due === undefined) return `mail.${kind}.subject-several`;
  if (kind === 'overdue.superior' && items === undefined) return 'mail.overdue.superior.subject-several';
  if (kind !== 'digest') return `mail.${kind}.subject`;
  if (count === 0) return told === 0 ? 'mail.digest.subject-left' : 'mail.digest.subject-told';
  if (late === 0) return 'mail.digest.subject';
  return late === count ? 'mail.digest.subject-all-late' : 'mail.digest.subject-late';
}

function taskKey(kind: Exclude<MailKind, 'digest'>, { appealUntil }: Values): MailWordKey {
  if (kind === 'result.acknowledge' && appealUntil !== undefined) return 'mail.result.acknowledge.task-appeal';
  return `mail.${kind}.task`;
}

function dueLine({ due, minutes, count = 1 }: MailValues): readonly MailWordKey[] {
  if (due === undefined) return [];
  if (minutes === undefined) return ['mail.due'];
  return [count > 1 ? 'mail.due-minutes-each' : 'mail.due-minutes'];
}

function closingKey(kind: MailKind): MailWordKey {
  if (kind === 'sign-in') return 'mail.why-sign-in';
  if (kind === 'role.changed') return 'mail.why-role';
  if (kind === 'record.changed') return 'mail.why-record';
  if (kind === 'address.objected' || kind === 'request.failed') return 'mail.why-hr';
  if (isAccountMailKind(kind)) return 'mail.why-account';
  return NOTICES.includes(kind) ? 'mail.why-notice' : 'mail.why-task';
}
