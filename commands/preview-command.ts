import { MOST_CHANGES } from '../contracts/changes.ts';
import { type Command, commandSchema, type CommandName, type CommandPreview } from '../contracts/commands.ts';
import { fieldProblem } from '../contracts/issue-path.ts';
import type { Db } from '../db/connection.ts';
import { getCycle } from '../db/cycles.ts';
import type { Trx } from '../db/in-transaction.ts';
import { fitsStage } from '../domain/cycle/stage.ts';
import { DomainError, ERROR_CODES, type ErrorCode } from '../domain/errors.ts';
import { NOTHING_TOUCHED, type Touched } from '../domain/two-persons/own-case.ts';
import type { RequestRow } from '../db/command-requests.ts';
import { type CommandContext, type HrCommand, identityOf, type Previewed } from './hr/command.ts';
import { commandOf } from './hr/commands.ts';
import { sha256Of } from './sha256-of.ts';
import { needsSecondPerson, ownCaseFinding, touchedByOrder } from './two-persons.ts';

export interface PreviewCommand {
  readonly command: string;
  readonly cycleId: string;
  readonly selection?: unknown;
  readonly arguments?: unknown;
  readonly actorId: string;
}

/**
 * What a command would do, to how many, what blocks it and what to look at. Changes nothing. Results are told by `previewCorrection` alone.
 * @throws DomainError 'invalid-input' with the path, 'not-found', 'employee-unknown'
 */
export async function previewCommand(db: Db | Trx, request: PreviewCommand): Promise<CommandPreview> {
  const command = parseCommand(request);
  const hr = commandOf(command.command);
  const context = { ...command, actorId: request.actorId };
  const { refusal, touched } = await judged(db, command.command, context);
  const previewed = refusal ?? (await (hr.previewUntold?.(db, context) ?? hr.preview(db, context, touched)));
  return shownPreview(db, { name: command.command, context, previewed });
}

/** What a correction would do, results and all: for who has said what for, and whose views the caller logs. @throws as `previewCommand` */
export async function previewCorrection(db: Db | Trx, request: PreviewCommand): Promise<CommandPreview> {
  const command = parseCommand(request);
  const context = { ...command, actorId: request.actorId };
  return shownPreview(db, { name: command.command, context, previewed: await previewOf(db, command.command, context) });
}

/** What the command says itself, results and all; but for an archived cycle, and the own case of who asks or approves. @throws DomainError 'not-found' */
export async function previewOf(db: Db | Trx, name: CommandName, context: CommandContext<CommandName>): Promise<Previewed> {
  const { refusal, touched } = await judged(db, name, context);
  return refusal ?? commandOf(name).preview(db, context, touched);
}

interface Judged {
  readonly refusal?: Previewed;
  readonly touched: Touched;
}

/** In an archived cycle only what ends open tasks is left; and nobody decides in their own case. */
async function judged(db: Db | Trx, name: CommandName, context: CommandContext<CommandName>): Promise<Judged> {
  const { cycleId, actorId, approverId } = context;
  const { archived_at: archivedAt } = await getCycle(db, cycleId);
  if (archivedAt !== null && !fitsStage(name, 'archived'))
    return {
      refusal: { affected: 0, blockedBy: [{ code: 'cycle-archived', details: { archivedAt } }] },
      touched: NOTHING_TOUCHED,
    };
  const touched = await touchedByOrder(db, name, context);
  const own = await ownCaseFinding(db, { touched, cycleId, people: [actorId, approverId], askedBy: actorId });
  if (own === undefined) return { touched };
  const wayOut = await commandOf(name).wayOut?.(db, context);
  return { refusal: { affected: 0, blockedBy: [own], pleaseLook: wayOut === undefined ? [] : [wayOut] }, touched };
}

export interface Showing {
  readonly name: CommandName;
  readonly context: CommandContext<CommandName>;
  readonly previewed: Previewed;
  /** The first line that is shown, counted from 0. */
  readonly from?: number;
}

/** What a command would do, and what of it is shown. */
export interface Shown {
  readonly previewed: Previewed;
  readonly preview: Pick<CommandPreview, 'sha256'>;
}

export async function shownPreview(db: Db | Trx, { name, context, previewed, from = 0 }: Showing): Promise<CommandPreview> {
  const { affected, blockedBy = [], pleaseLook = [], details = {}, correction, changes = [] } = previewed;
  const hr = commandOf(name);
  const empty = affected === 0 && blockedBy.length === 0 && hr.mayBeEmpty !== true ? [{ code: 'nothing-selected' }] : [];
  const told = { affected, blockedBy: [...blockedBy, ...empty], pleaseLook: [...pleaseLook], details };
  const sha256 = previewed.sha256 ?? sha256Of(changes.map(identityOf)).toString('hex');
  return {
    command: name,
    needsSecondPerson: previewed.needsSecondPerson === true || (await needsSecondPerson(db, name, context)),
    ...told,
    ...(correction !== undefined && { correction }),
    changes: changes.slice(from, from + MOST_CHANGES).map(({ of: _, ...line }) => line),
    moreChanges: Math.max(0, changes.length - from - MOST_CHANGES),
    sha256,
  };
}

/** The hash of each line that must be among the lines that were seen; undefined where all of it must be as it was. */
export function linesToSee(name: CommandName, { changes = [], sha256 }: Previewed): readonly string[] | undefined {
  if (commandOf(name).mayShrink !== true) return undefined;
  const lines = sha256 === undefined ? changes : changes.filter(({ who }) => who !== null);
  return lines.map((line) => sha256Of(identityOf(line)).toString('base64url'));
}

/** @throws DomainError 'invalid-input' that names the first wrong field */
export function parseCommand({
  command,
  cycleId,
  selection = {},
  arguments: given = {},
}: Omit<PreviewCommand, 'actorId'>): Command {
  const checked = commandSchema.safeParse({ command, cycleId, selection, arguments: given });
  if (checked.success) return checked.data;
  throw new DomainError('invalid-input', { ...fieldProblem(checked.error) });
}

/** @throws DomainError 'preview-changed' where the hash that was seen is of something else than would be done now */
export function assertUnchanged(seen: string | undefined, { sha256 }: CommandPreview): void {
  if (seen !== undefined && seen !== sha256) throw new DomainError('preview-changed');
}

/** Whether what would be done now was seen at the request: to its last line, or, where lines may be gone, each that is left. */
export function isAsSeen({ command, preview_sha256: seen, preview_lines: lines }: RequestRow, shown: Shown): boolean {
  const now = linesToSee(command, shown.previewed);
  if (now === undefined || lines === null) return seen === null || seen.toString('hex') === shown.preview.sha256;
  const known = new Set(lines);
  return now.every((line) => known.has(line));
}

/** @throws DomainError with the first finding's code, or 'launch-blocked' where it is no code of ours; 'nothing-selected' */
export function assertNotBlocked(hr: HrCommand<CommandName>, { affected, blockedBy = [] }: Previewed): void {
  const first = blockedBy[0];
  if (first !== undefined) {
    const code = isErrorCode(first.code) && blockedBy.length === 1 ? first.code : 'launch-blocked';
    throw new DomainError(code, code === 'launch-blocked' ? { blockedBy } : (first.details ?? {}));
  }
  if (affected === 0 && hr.mayBeEmpty !== true) throw new DomainError('nothing-selected');
}

function isErrorCode(code: string): code is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(code);
}
