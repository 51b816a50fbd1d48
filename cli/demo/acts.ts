import type { CommandName } from '../../contracts/commands.ts';
import type { TaskKind } from '../../domain/tasks/kinds.ts';

// What people of the city do: data, by which their clients live.

/** What somebody does otherwise than the ordinary; the first act that fits counts. */
export interface ScriptedAct {
  readonly kind: TaskKind;
  /** The pack's key of the phase; absent: every phase that asks this. */
  readonly phase?: string;
  /** Employee number or name of the rating group that the task is about. Absent: whoever. */
  readonly about?: string;
  /** Absent: every round. */
  readonly round?: number;
  /** Local date and time; absent: as everybody, some working days before it is due. */
  readonly on?: string;
  readonly at?: string;
  readonly never?: true;
  readonly outcome?: 'done' | 'returned';
  /** Fields that replace those of the ordinary form. */
  readonly form?: Readonly<Record<string, unknown>>;
  /** A line for whoever watches. */
  readonly tell?: string;
}

export interface Script {
  readonly employeeNo: string;
  /** Where the person reads mail, if the imported address is wrong. */
  readonly email?: string;
  readonly acts: readonly ScriptedAct[];
}

interface HrBase {
  readonly tell?: string;
}
type HrDeed = HrBase &
  (
    | {
        readonly do: 'command';
        readonly command: CommandName;
        readonly people?: readonly string[];
        /** Instead of people: everybody whom this employee rates, or reviews. */
        readonly ratedBy?: string;
        readonly reviewedBy?: string;
        readonly arguments: Readonly<Record<string, unknown>>;
        readonly reason: string;
      }
    | { readonly do: 'mend-email'; readonly employeeNo: string; readonly email: string; readonly reason: string }
    | { readonly do: 'absence'; readonly employeeNo: string; readonly fromOn: string; readonly toOn: string }
    | { readonly do: 'import'; readonly file: string }
  );
/** Something of a story, on its local day. */
export type HrAct = HrDeed & { readonly on: string; readonly at: string };
/** What every cycle needs, on the days that its own windows tell: some days before the first one, and on the eve of the publication. */
export type RoutineAct = HrDeed & { readonly when: 'start' | 'before-publication' };
