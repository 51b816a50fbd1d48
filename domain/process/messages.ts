// What database, relay and workflows share. Types only: no zod, no SDK, no decimal.js.
// A wire contract: one object per message, additive changes only, tolerant readers.

/** How a task ended. `skipped`: the pack or the person has no such step, or HR decided so, with a reason. `void`: the run was rewound or the person left. */
export type TaskOutcome = 'done' | 'returned' | 'expired' | 'skipped' | 'void';

/** A wait that is nobody's task. */
export type Wait = 'window' | 'group-complete' | 'publication' | 'appeal-window';

export interface ProcessInput {
  readonly processRunId: string;
}

/** Without an outcome it is a poke: look again. Without a task it concerns the whole run. */
export interface TaskChanged {
  readonly taskId?: string;
  readonly outcome?: TaskOutcome;
}

/** A task that a run takes for over because a signal said so. */
export interface TaskOver {
  readonly taskId: string;
  readonly outcome: TaskOutcome;
}

/** What the database says of a task: its outcome if it is over, else how long until it is worth looking again; at least 1 s, at most 7 days, always 7 days in a rehearsal. */
export interface TaskState {
  readonly taskId: string;
  readonly outcome?: TaskOutcome;
  readonly lookInMs: number;
  /** Nothing was done: the run takes something for over that is not, or for its own that is another's. It begins anew and asks its way. */
  readonly mistaken?: true;
}

export interface WaitState {
  readonly over: boolean;
  readonly lookInMs: number;
  /** Of a complete group: how many seats the committee has. Of a window: 1, a phase is to be launched; 0, only the publication or nothing is left. Of a publication: 1, it is to be published; 0, it is. */
  readonly count?: number;
  /** The run is void: end. */
  readonly void?: boolean;
}

/** Local activities: keyed, milliseconds long; no run can progress without Postgres anyway. */
export interface ProcessActivities {
  /** Opens the task, or returns the one that exists under this key as it is, also when it is over; `void` on a void run; on a failed run it sets the run open again. */
  openTask(q: {
    processRunId: string;
    kind: string;
    round: number;
    seat: number;
    over?: readonly TaskOver[];
  }): Promise<TaskState>;
  /** Ends the task as expired if its time is over, and says how it stands. */
  lookAtTask(q: { taskId: string; processRunId?: string }): Promise<TaskState>;
  lookAtWait(q: { processRunId: string; wait: Wait }): Promise<WaitState>;
  finishProcess(q: {
    processRunId: string;
    outcome: string;
    over?: readonly TaskOver[];
  }): Promise<{ readonly mistaken: boolean }>;
  failProcess(q: { processRunId: string; code: string }): Promise<void>;
}

/** Normal activities, idempotent by key; they return no number and do not throw for data. */
export interface ScoringActivities {
  /** Computes the rater's score on 100 from the approved rating and stores it with inputs and steps. */
  scoreEvaluation(q: { processRunId: string }): Promise<void>;
  /** Opens the calibration session of a complete group: order, seats, grades and points as the pack proposes them. */
  proposeSeats(q: { processRunId: string }): Promise<void>;
  /** Lets the proposed results stand where the pack asks no committee; elsewhere it changes nothing. */
  concludeCalibration(q: { processRunId: string }): Promise<{ readonly concluded: boolean }>;
}

export interface CycleActivities {
  /** Launches the next phase whose window is open for everybody who is missing in it, in pages. */
  launchPhase(q: { processRunId: string }): Promise<void>;
  /** Publishes every result at the planned instant. `published: false`: the request was not carried out yet, or something is missing. */
  publishCycle(q: { processRunId: string }): Promise<{ readonly published: boolean }>;
  archiveCycle(q: { processRunId: string }): Promise<void>;
}

export interface DigestInput {
  /** `live`, or the id of a rehearsal: whose clock. */
  readonly clock: string;
  /** Whose mornings: cycles of one time zone share a digest. */
  readonly timeZone: string;
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
}

export type DigestTickInput = Pick<DigestInput, 'timeZone'>;

export interface DigestActivities {
  queueDigests(q: DigestInput): Promise<void>;
  /** Writes the outbox row of the digest of the day it is now, once. */
  requestDigest(q: Pick<DigestInput, 'clock' | 'timeZone'>): Promise<void>;
}
