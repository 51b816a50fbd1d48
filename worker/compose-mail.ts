import type { BusinessCalendar } from '../domain/cycle/calendar.ts';
import { addDays, workingDayFrom } from '../domain/cycle/calendar.ts';
import { atLocal, compareInstants, localDate } from '../domain/cycle/instants.ts';
import { shortTitle } from '../domain/cycle/periods.ts';
import { isAccountMailKind, isCounted, isMailKind, isTaskMailKind } from '../domain/tasks/mail-kinds.ts';
import type { MailKind } from '../domain/tasks/mail-kinds.ts';
import { HOME_LANGUAGE, type Words } from '../domain/words/message.ts';
import type { Db } from '../db/connection.ts';
import {
  type MailContext,
  type MailCycle,
  type OpenTask,
  type PersonName,
  findName,
  readMailContext,
  readOpenTasks,
} from '../db/mail-context.ts';
import { headersOf } from '../mail/headers.ts';
import { type MailValues, renderMail } from '../mail/render.ts';
import type { OutgoingMail } from '../mail/transport.ts';
import type { Calendars } from './cached-calendars.ts';
import { sayOfAccount } from './account-mail.ts';
import { digestMail } from './digest-values.ts';
import { type Content, announced, changedTasksMail, taskMail } from './mail-values.ts';
import { overdueSuperiorMail, overdueToldMail } from './overdue-values.ts';
import { isReassignedKind, reassignedMail } from './reassigned-values.ts';
import { failedRequestMail } from './request-values.ts';

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

/** What becomes of a claimed mail. `drop`: nothing is open any more, or the person has left. `postpone`: the person is away, or its day is over. `dead`: HR must see to it. */
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
  /** Of the page that its button opens, if any. */
  readonly path?: string | undefined;
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
  // That it is recorded is told to whoever has left by it: it may be wrong.
  if (context.has_left && kind !== 'record.changed') return { then: 'drop' };
  if (context.email.trim() === '') return { then: 'dead', why: 'mail-address-missing' };
  if (kind === 'digest' && context.has_later) return { then: 'drop' };
  if (cycle !== null && isOfAnotherDay(context, cycle)) return { then: 'postpone', sendAt: context.now };
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

/** It should have gone on a day before: today has a budget of its own. */
function isOfAnotherDay({ mail_kind, send_at, now }: MailContext, { timeZone }: MailCycle): boolean {
  return isCounted(mail_kind) && localDate(send_at, timeZone) < localDate(now, timeZone);
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
  if (kind === 'request.failed') {
    const content = await failedRequestMail(db, context);
    return content === undefined ? undefined : { content, path: '/requests' };
  }
  if (isReassignedKind(kind)) return { content: await reassignedMail(db, context, kind), path: '/tasks' };
  const tasks = await tasksOf(db, context, kind);
  if (kind === 'digest') {
    const content = digestMail({ context, calendar, tasks });
    return content === undefined ? undefined : { content, path: tasks.length > 0 ? '/tasks' : '/hr' };
  }
  const about = some(tasks);
  if (about === undefined) return undefined;
  const facts = { context, cycle, calendar, tasks: about };
  if (kind === 'overdue.superior') return { content: overdueSuperiorMail(facts), path: '/tasks' };
  const only = about.length === 1 ? about[0].id : undefined;
  const place = { taskId: only, path: only === undefined ? '/tasks' : `/tasks/${only}` };
  if (kind === 'overdue.told') {
    const superiors = await Promise.all(idsIn(details, 'superiorIds').map((id) => superiorName(db, id)));
    return { content: overdueToldMail(facts, superiors), ...place };
  }
  return { content: isTaskMailKind(kind) ? taskMail(kind, facts) : changedTasksMail(facts), ...place };
}

/** The open tasks that a mail speaks of. */
async function tasksOf(db: Db, context: WithCycle, kind: MailKind): Promise<readonly OpenTask[]> {
  const { employee_id: employeeId, cycle, details, now } = context;
  if (kind === 'digest' || isTaskMailKind(kind)) {
    const tasks = await readOpenTasks(db, { employeeId, cycleId: cycle.id });
    return kind === 'digest' ? tasks : announced(kind, { context, tasks });
  }
  const tasks = await readOpenTasks(db, { taskIds: idsIn(details, 'taskIds') });
  const late = tasks.filter(({ due_at }) => compareInstants(due_at, now) <= 0);
  if (kind === 'overdue.superior') return late.filter(({ assignee_id }) => assignee_id !== employeeId);
  return (kind === 'overdue.told' ? late : tasks).filter(({ assignee_id }) => assignee_id === employeeId);
}

function idsIn(details: MailContext['details'], name: string): readonly string[] {
  const ids = details[name];
  return Array.isArray(ids) ? ids.map(String) : [];
}

function some(tasks: readonly OpenTask[]): readonly [OpenTask, ...OpenTask[]] | undefined {
  const [first, ...rest] = tasks;
  return first === undefined ? undefined : [first, ...rest];
}

function evaluated({ year, period }: MailCycle): Pick<MailValues, 'year' | 'period'> {
  return { year, ...(period !== null && { period: shortTitle(period) }) };
}

function outgoing(settings: MailSettings, context: MailContext, said: Said & { readonly kind: MailKind }): OutgoingMail {
  const locale = context.language ?? HOME_LANGUAGE;
  const rehearsal = context.cycle?.rehearsal ?? false;
  const { subject, text, html } = renderMail(said.kind, locale, {
    ...said.content,
    reader: locale === 'en' ? (context.name_en ?? context.name) : context.name,
    link: said.path === undefined ? undefined : `${settings.webUrl}${said.path}`,
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

/** Undefined: HR. */
async function superiorName(db: Db, id: string): Promise<PersonName | undefined> {
  return id === 'hr' ? undefined : findName(db, id);
}
