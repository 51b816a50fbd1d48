import type { LaunchPreview } from '../contracts/cycle.ts';
import type { PolicyPack } from '../contracts/pack.ts';
import type { Candidate } from '../db/enrolment.ts';
import { mailboxOf } from '../domain/addresses.ts';
import { asksCommittee } from '../domain/packs/committee.ts';

type LaunchFinding = LaunchPreview['mustBeMended'][number];

export interface CommitteeFacts {
  readonly pack: PolicyPack;
  readonly committee: { readonly chair: string | null; readonly members: readonly string[] };
  readonly starts: readonly Candidate[];
  /** By id, of chair and members at least: accounts with one mailbox are one person. */
  readonly mailboxes: ReadonlyMap<string | null, string>;
  /** Ids of people who have left. */
  readonly gone: ReadonlySet<string>;
}

export interface CommitteeFindings {
  readonly mustBeMended: readonly LaunchFinding[];
  readonly pleaseLook: readonly LaunchFinding[];
}

/** Whether the committee can decide about each group: whoever is rated in it neither chairs nor sits there. */
export function committeeFindings({ pack, committee, starts, mailboxes, gone }: CommitteeFacts): CommitteeFindings {
  if (!asksCommittee(pack)) return { mustBeMended: [], pleaseLook: [] };
  const { quorum, withoutQuorum } = pack.calibration;
  const { chair, members } = committee;
  const groups = [...Map.groupBy(starts, ({ group }) => group)].map(([name, people]) => {
    const rated = new Set(people.map(({ email }) => mailboxOf(email)));
    const mayDecide = (id: string | null) => id !== null && !rated.has(mailboxes.get(id) ?? '') && !gone.has(id);
    const isChaired = mayDecide(chair);
    const deciding = [...(isChaired ? [chair] : []), ...members.filter(mayDecide)].map((id) => mailboxes.get(id));
    return { name, isChaired, most: new Set(deciding).size };
  });
  const decided = groups.filter(({ most }) => most > 0);
  const about = (code: string, which: readonly { readonly name: string }[]): readonly LaunchFinding[] =>
    which.length === 0 ? [] : [{ code, details: { groups: which.map(({ name }) => name).sort() } }];
  const tooFew = decided.filter(({ most }) => most < quorum);
  const meetsAgain = withoutQuorum === 'meets-again';
  return {
    mustBeMended: [
      ...about(
        'nobody-decides',
        groups.filter(({ most }) => most === 0),
      ),
      ...about('quorum-out-of-reach', meetsAgain ? tooFew : []),
    ],
    pleaseLook: [
      ...about('chair-decides-alone', meetsAgain ? [] : tooFew),
      ...about(
        'chair-is-rated',
        decided.filter(({ isChaired }) => !isChaired),
      ),
    ],
  };
}
