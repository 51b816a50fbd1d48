import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { addDays, workingDayFrom } from '../domain/cycle/calendar.ts';
import { atLocal, compareInstants } from '../domain/cycle/instants.ts';
import { shortTitle } from '../domain/cycle/periods.ts';
import { isAccountMailKind, isMailKind, isTaskMailKind } from '../domain/tasks/mail-kinds.ts';
import type { MailKind } from '../domain/tasks/mail-kinds.ts';
import type { Locale, Words } from '../domain/words/message.ts';
import type { Db } from '../db/connection.ts';
import { type MailContext, type MailCycle, type OpenTask, findName, readMailContext, readOpenTasks } from '../db/mail-context.ts';
import { headersOf } from '../mail/headers.ts';
import { type MailValues, renderMail } from '../mail/render.ts';
import type { OutgoingMail } from '../mail/transport.ts';
import type { Calendars } from './cached-calendars.ts';
import { sayOfAccount } from './account-mail.ts';
import { digestMail } from './digest-values.ts';
import { type Content, announced, changedTaskMail, isIn, overdueMail, taskMail } from './mail-values.ts';

export interface MailSettings {
  readonly db: Db;
  readonly calendars: Calendars;
  readonly webUrl: string;
  /** Whom to ask, as it stands under every mail. */
  readonly contact: Words;
  /** All mail goes to our own mailbox. */
  readonly toMailbox: boolean;
  readonly domain: string;
  readonly unsubscribeAt: string;
}

/** What becomes of a claimed mail. `drop`: nothing is open any more, or the person has left. `postpone`: the person is away. `dead`: HR must see to it. */
export type Composed =
  | {
      readonly then: 'send';
      readonly mail: OutgoingMail;
      /** It goes to an address that may be gone: nobody can mend that. */
      readonly mayBounce: boolean;
    }
  | { readonly then: 'drop' }
  | { readonly then: 'postpone'; readonly sendAt: string }
  | { readonly then: 'dead'; readonly why: string };

interface Said {
  readonly content: Content;
  /** The one task it speaks of. */
  readonly taskId?: string | undefined;
  readonly path: string;
  /** If not to the person's address of today. */
  readonly to?: string | undefined;
  readonly mayBounce?: boolean | undefined;
}

type WithCycle = MailContext & { readonly cycle: MailCycle };

/** Renders a claimed mail from what is true now. */
export async function composeMail(settings: MailSettings, notificationId: string): Promise<Composed> {
  const context = await readMailContext(settings.db, notificationId);
  const { cycle, mail_kind: kind } = context;
  if (!isMailKind(kind)) return { then: 'dead', why: 'mail-kind-unknown' };
  if (cycle?.rehearsal === true && !settings.toMailbox) return { then: 'dead', why: 'rehearsal-needs-mailbox' };
  if (context.has_left) return { then: 'drop' };
  if (context.email.trim() === '') return { then: 'dead', why: 'mail-address-missing' };
  const calendar = await settings.calendars(context.now, cycle?.timeZone ?? 'UTC');
  if (cycle !== null && context.away_until !== null) {
    const back = workingDayFrom(addDays(context.away_until, 1), calendar);
    return { then: 'postpone', sendAt: atLocal(back, cycle.mailFrom, cycle.timeZone) };
  }
  const said =
    cycle === null
      ? await (isAccountMailKind(kind) ? sayOfAccount(settings.db, context, kind) : undefined)
      : await say(settings.db, { ...context, cycle }, { kind, calendar });
  if (said === undefined) return { then: 'drop' };
  return { then: 'send', mail: outgoing(settings, context, { ...said, kind }), mayBounce: said.mayBounce === true };
}

interface What {
  readonly kind: MailKind;
  readonly calendar: BusinessCalendar;
}

async function say(db: Db, context: WithCycle, { kind, calendar }: What): Promise<Said | undefined> {
  const { cycle, details } = context;
  if (kind === 'coaching.told') return { content: {}, path: '/tasks' };
  if (kind === 'hr.told') return { content: {}, path: '/' };
  if (kind === 'result.corrected') return { content: {}, path: `/results/${String(details['evaluationId'])}` };
  const late = typeof details['lateEmployeeId'] === 'string' ? details['lateEmployeeId'] : undefined;
  const tasks = await readOpenTasks(db, { employeeId: late ?? context.employee_id, cycleId: cycle.id });
  if (kind === 'digest') {
    const content = digestMail({ context, calendar, tasks });
    return content === undefined ? undefined : { content, path: '/tasks' };
  }
  const about = some(aboutWhich(context, kind, tasks));
  if (about === undefined) return undefined;
  const facts = { context, cycle, calendar, tasks: about };
  const only = about.length === 1 ? about[0].id : undefined;
  const place = { taskId: only, path: only === undefined ? '/tasks' : `/tasks/${only}` };
  if (kind === 'overdue.superior' || kind === 'overdue.told') {
    const superiorId = details['superiorId'];
    const superior = typeof superiorId === 'string' ? await findName(db, superiorId) : undefined;
    const content = overdueMail({ ...facts, superior, late: late === undefined ? undefined : await findName(db, late) });
    return kind === 'overdue.told' ? { content, ...place } : { content, path: '/tasks' };
  }
  return { content: isTaskMailKind(kind) ? taskMail(kind, facts) : changedTaskMail(facts), ...place };
}

/** The open tasks that a mail speaks of. */
function aboutWhich(context: WithCycle, kind: MailKind, tasks: readonly OpenTask[]): readonly OpenTask[] {
  if (isTaskMailKind(kind)) return announced(kind, { context, tasks });
  const taskKind = context.details['kind'] ?? context.task_kind;
  const ofKind = tasks.filter((task) => isIn(context, task) && task.kind === taskKind);
  if (kind !== 'overdue.superior' && kind !== 'overdue.told') return ofKind;
  return ofKind.filter((task) => compareInstants(task.due_at, context.now) <= 0);
}

function some(tasks: readonly OpenTask[]): readonly [OpenTask, ...OpenTask[]] | undefined {
  const [first, ...rest] = tasks;
  return first === undefined ? undefined : [first, ...rest];
}

function evaluated({ year, period }: MailCycle): Pick<MailValues, 'year' | 'period'> {
  return { year, ...(period !== null && { period: shortTitle(period) }) };
}

function outgoing(settings: MailSettings, context: MailContext, said: Said & { readonly kind: MailKind }): OutgoingMail {
  const locale: Locale = context.locale === 'en' ? 'en' : 'ko';
  const rehearsal = context.cycle?.rehearsal ?? false;
  const { subject, text, html } = renderMail(said.kind, locale, {
    ...said.content,
    reader: locale === 'en' ? (context.name_en ?? context.name) : context.name,
    link: `${settings.webUrl}${said.path}`,
    contact: settings.contact,
    rehearsal,
    ...(context.cycle !== null && evaluated(context.cycle)),
  });
  const { domain, unsubscribeAt } = settings;
  const { messageId, references, headers } = headersOf({
    notificationId: context.id,
    kind: said.kind,
    locale,
    key: context.key,
    taskId: said.taskId,
    earlier: said.taskId === context.task_id ? context.earlier : undefined,
    rehearsal,
    domain,
    messageId: context.message_id,
    unsubscribeAt,
  });
  return {
    to: said.to ?? context.email,
    subject,
    text,
    html,
    messageId,
    headers,
    ...(references === undefined ? {} : { references }),
  };
}
