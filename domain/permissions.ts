import type { TaskKind } from './tasks/kinds.ts';

export const ROLES = ['hr', 'hr-approver', 'operator', 'clerk', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Who may decide what HR decides: the first one also asks. */
export const HR_ROLES: readonly Role[] = ['hr', 'hr-approver'];

/** What somebody is to the thing that is asked for: the record decides, never the request. */
const RELATIONS = ['assignee', 'owner', 'chain', 'member'] as const;
export type Relation = (typeof RELATIONS)[number];

export type Who = 'anybody' | 'signed-in' | Role | Relation;

/** Who may do what. Every route names its row; who is not in the row gets the answer for something that does not exist. */
export const PERMISSIONS = {
  'sign-in.ask': ['anybody'],
  'sign-in.use': ['anybody'],
  'sign-in.appoint-first-hr': ['anybody'],
  'address.answer': ['anybody'],
  'sign-out': ['signed-in'],
  'me.read': ['signed-in'],
  'changes.read': ['signed-in'],
  'me.change': ['signed-in'],
  'task.list': ['signed-in'],
  'task.read': ['assignee'],
  'task.draft': ['assignee'],
  'task.close': ['assignee'],
  'set-aside.list': ['signed-in'],
  'submission.read': ['assignee', 'owner', 'chain'],
  'own-evaluation.read': ['signed-in'],
  'team.read': ['signed-in'],
  'goals.read': ['owner', 'chain'],
  'access.read': ['owner', 'auditor'],
  'result.list': ['signed-in'],
  'result.read': ['owner', 'chain', 'hr', 'auditor'],
  'calibration.read': ['member'],
  'cycle.list': ['hr', 'hr-approver', 'auditor'],
  'cycle.create': ['hr'],
  'cycle.read': ['hr', 'hr-approver', 'auditor'],
  'cycle.preview-launch': ['hr', 'hr-approver'],
  'cycle.board': ['hr', 'hr-approver'],
  'cycle.people': ['hr', 'hr-approver'],
  'cycle.timeline': ['hr', 'hr-approver'],
  'cycle.mails': ['hr', 'hr-approver'],
  'pack.list': ['hr', 'hr-approver', 'auditor'],
  'pack.read': ['hr', 'hr-approver', 'auditor'],
  'pack.check': ['hr', 'hr-approver'],
  'pack.load': ['hr'],
  'command.preview': ['hr', 'hr-approver'],
  'correction.preview': ['hr'],
  'command.request': ['hr'],
  'command.list': ['hr', 'hr-approver', 'auditor'],
  'command.approve': ['hr', 'hr-approver'],
  'command.look': ['hr', 'hr-approver'],
  'command.undo': ['hr', 'hr-approver'],
  'people.import': ['hr'],
  'people.list': ['hr', 'hr-approver'],
  'people.mend': ['hr'],
  'role.list': ['hr', 'hr-approver', 'auditor'],
  'role.request': ['hr'],
  'people.absence': ['hr'],
  'people.leave': ['hr'],
  'address.list': ['hr', 'hr-approver'],
  'address.confirm': ['hr', 'hr-approver'],
  'rehearsal.create': ['hr'],
  'rehearsal.read': ['hr', 'operator'],
  'rehearsal.clock': ['hr'],
  'operations.read': ['operator'],
  'operations.retry': ['operator'],
  'score.recalculate': ['hr', 'hr-approver', 'auditor'],
} as const satisfies Record<string, readonly Who[]>;

export type PermissionRow = keyof typeof PERMISSIONS;

export interface Caller {
  readonly signedIn: boolean;
  readonly roles: readonly Role[];
  readonly relations: readonly Relation[];
}

/** Whether one of the row's names fits the caller. Someone who is signed in is also anybody. */
export function may(row: PermissionRow, caller: Caller): boolean {
  const allowed: readonly Who[] = PERMISSIONS[row];
  if (allowed.includes('anybody')) return true;
  if (!caller.signedIn) return false;
  if (allowed.includes('signed-in')) return true;
  return (
    allowed.some((who) => isRole(who) && caller.roles.includes(who)) ||
    allowed.some((who) => isRelation(who) && caller.relations.includes(who))
  );
}

/** Rows that a relation may open need the record before anybody can say no. */
export function needsRelation(row: PermissionRow): boolean {
  return PERMISSIONS[row].some(isRelation);
}

function isRole(who: Who): who is Role {
  return (ROLES as readonly string[]).includes(who);
}

function isRelation(who: Who): who is Relation {
  return (RELATIONS as readonly string[]).includes(who);
}

/** Whom a person's words reach once handed in, in terms of the evaluation. A draft is its assignee's alone. */
export type Reader = 'employee' | 'rater' | 'reviewer' | 'members';

export const AUDIENCES: Readonly<Record<TaskKind, readonly Reader[]>> = {
  'goals.draft': ['employee', 'rater', 'reviewer'],
  'goals.agree': ['employee', 'rater', 'reviewer'],
  'goals.confirm': ['employee', 'rater', 'reviewer'],
  'coaching.hold': ['employee', 'rater', 'reviewer'],
  'coaching.acknowledge': ['employee', 'rater', 'reviewer'],
  'self-assessment.write': ['employee', 'rater', 'reviewer'],
  // The employee reads opinion and strengths with the published result, and nothing before.
  'rating.write': ['rater', 'reviewer'],
  'rating.review': ['rater', 'reviewer'],
  'calibration.meeting': ['members'],
  'calibration.lock': ['members'],
  'result.acknowledge': ['employee', 'rater', 'reviewer'],
};

/** Told to nobody but who wrote it. */
const AUTHORS_ALONE: Partial<Record<TaskKind, string>> = { 'coaching.acknowledge': 'helpful' };

/** What was handed in, as others than its author read it. */
export function readByOthers(kind: TaskKind, content: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { [AUTHORS_ALONE[kind] ?? '']: _, ...rest } = content;
  return rest;
}
