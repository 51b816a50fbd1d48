import { sha256Of } from '../../commands/sha256-of.ts';
import type { RouteName } from '../../contracts/api/routes.ts';
import { shippedPack } from '../support/packs.ts';
import type { World } from './world.ts';

export interface Sample {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly file?: string;
}

/** A request for every route that finds what it names; a route without one does not compile. */
export function samples(world: World): Readonly<Record<RouteName, Sample>> {
  const { cycleId, closedTask, evaluations, openTask, rehearsalId, session } = world;
  const evaluation = { evaluationId: evaluations['S1'] ?? '' };
  const command = { command: 'pause', cycleId, selection: { evaluationIds: [evaluations['S3'] ?? ''] }, arguments: {} };
  const pack = shippedPack('kr-local-grade5');
  const token = 'a-token-that-nobody-ever-got';
  return {
    askForLink: { body: { email: 'nobody@city.example', next: '/tasks' } },
    signIn: { body: { token } },
    appointFirstHr: {
      body: {
        token,
        people: [
          { employeeNo: 'S1', name: 'A', email: 'a@city.example', unit: 'Tax' },
          { employeeNo: 'S2', name: 'B', email: 'b@city.example', unit: 'Tax' },
        ],
      },
    },
    answerAddressChange: { body: { token, answer: 'objected' } },
    listAddressChanges: {},
    confirmAddresses: { body: { ids: ['1'] } },
    signOut: {},
    chooseLanguage: { body: { language: 'ko' } },
    getMe: {},
    getChanges: {},
    listTasks: { query: 'group=mine&limit=5' },
    getTask: { params: { id: openTask } },
    saveDraft: { params: { id: openTask }, body: { version: 7, content: { goals: [] } } },
    closeTask: { params: { id: openTask }, body: { outcome: 'done', version: 7 } },
    listSetAside: {},
    getSubmission: { params: { id: closedTask } },
    listResults: {},
    getResult: { params: evaluation, query: 'purpose=question&note=of+theirs' },
    listResultVersions: { params: evaluation, query: 'purpose=question&note=of+theirs' },
    getCorrectable: { params: evaluation },
    getMyEvaluation: {},
    getMyTeam: {},
    getGoals: { params: evaluation },
    getAccess: { params: evaluation },
    getCalibration: { params: { processRunId: session } },
    listCycles: {},
    createCycle: {
      body: {
        name: 'Another',
        year: 2027,
        packName: 'kr-local-grade5',
        committee: { chair: 'M1', members: ['H1'] },
        groups: [{ name: 'One', quota: true, spareLowest: true }],
        exclusions: [{ employeeNo: 'S1', reason: 'leave' }],
        indicators: [{ unit: 'Tax', name: 'Rate', direction: 'higher', target: '90', weight: '100' }],
      },
    },
    getCycle: { params: { id: cycleId } },
    previewLaunch: { params: { id: cycleId } },
    listRelations: { params: { id: cycleId }, query: 'q=S&limit=5' },
    getBoard: { params: { id: cycleId }, query: 'phase=goal-setting' },
    listPeople: { params: { id: cycleId }, query: 'q=S&limit=5&state=writing' },
    listHandovers: { params: { id: cycleId } },
    listUnreadable: { params: { id: cycleId } },
    getTimeline: { params: { id: cycleId, ...evaluation } },
    listMails: { params: { id: cycleId }, query: 'state=dead&limit=5' },
    listPacks: {},
    getPack: { params: { sha256: sha256Of(pack).toString('hex') } },
    checkPack: { query: 'sizes=9,14', file: JSON.stringify(pack) },
    loadPack: { query: 'reason=a+reason', file: JSON.stringify({ ...pack, name: 'our-city' }) },
    previewCommand: { body: command },
    previewCorrection: {
      query: 'note=a+question',
      body: { ...command, command: 'correct-result', arguments: { level: 'S' } },
    },
    requestCommand: { body: { ...command, reason: 'a reason', idempotencyKey: 'sample-key-1', previewSha256: 'a'.repeat(64) } },
    listCommands: { query: `cycleId=${cycleId}&limit=5` },
    lookAtCommand: { params: { id: '1' } },
    approveCommand: { params: { id: '1' } },
    undoCommand: { params: { id: '1' } },
    importPeople: { query: 'dryRun=true', file: 'employee_no,name,email,unit\nX1,X,x1@city.example,Tax\n' },
    listEmployees: { query: 'q=S&limit=5' },
    mendEmployee: { params: { employeeNo: 'S8' }, body: { email: 's8@city.example' } },
    listRoles: {},
    requestRole: { body: { employeeNo: 'S8', role: 'clerk', grants: true, reason: 'counts cards' } },
    listRoleRequests: { query: 'limit=5' },
    previewDeparture: { body: { employeeNos: ['S8'], leftOn: '2099-07-01' } },
    requestDeparture: { body: { employeeNos: ['S8', 'S7'], leftOn: '2099-07-01', reason: 'they told us' } },
    listDepartures: {},
    approveDeparture: { params: { id: '1' } },
    undoDeparture: { params: { id: '1' } },
    approveRole: { params: { id: '1' } },
    undoRole: { params: { id: '1' } },
    recordAbsence: { body: { employeeNo: 'S8', fromOn: '2026-03-02', toOn: '2026-03-06' } },
    listAbsences: {},
    changeAbsence: { params: { id: '1' }, body: { toOn: null } },
    createRehearsal: { body: { name: 'Another', now: '2026-01-13T23:30:00.000Z' } },
    getRehearsal: { params: { id: rehearsalId } },
    advanceClock: { params: { id: rehearsalId }, body: { to: '2026-01-13T23:30:00.000Z' } },
    getOperations: {},
    getRun: { params: { id: session } },
    retryRun: { body: { runId: session } },
    retryRequest: { body: { requestId: '1' } },
    recalculate: { file: '{"kind":"number","text":"1,234"}' },
  };
}

/** The address of a sample. */
export function addressOf(url: string, { params = {}, query }: Sample): string {
  const path = url.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''));
  return query === undefined ? path : `${path}?${query}`;
}
