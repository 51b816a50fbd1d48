import type { Change } from '../../../contracts/api/changes.ts';
import type { RouteName } from '../../../contracts/api/routes.ts';

/** What is read anew when a kind of thing changed; of oneself: everything. */
export const READ_ANEW: Readonly<Record<Exclude<Change, 'me'>, readonly RouteName[]>> = {
  mine: ['getMe', 'listTasks', 'getMyEvaluation', 'getMyTeam', 'listSetAside', 'getCalibration', 'listResults'],
  office: [
    ...(['listCycles', 'getCycle', 'getBoard', 'listPeople', 'getTimeline', 'listMails', 'listHandovers'] as const),
    ...(['listCommands', 'listRoles', 'listRoleRequests', 'listDepartures', 'listAddressChanges', 'getRehearsal'] as const),
    ...(['listAbsences', 'listPacks'] as const),
  ],
  operations: ['getOperations', 'getRun'],
};

/** What an open page reads once, and why. */
export const READ_ONCE: Readonly<Partial<Record<RouteName, string>>> = {
  getChanges: 'is the question itself',
  getTask: 'somebody writes in it',
  getGoals: 'stands beside a form in which somebody writes',
  getSubmission: 'stays as it was handed in',
  getResult: 'is a version, which stays',
  listResultVersions: 'the confirmation names the version that was read',
  getCorrectable: 'somebody writes in it; the request is looked at anew',
  getAccess: 'grows by reading it',
  getPack: 'stays as it was stored',
  previewLaunch: 'is much, and looked at anew when the launch is asked for',
  listRelations: 'is much, and looked at anew when the launch is asked for',
  lookAtCommand: 'what was looked at is what is approved, or it is refused',
  listEmployees: 'is a search',
  listUnreadable: 'reads every answer of a cycle',
};
