import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { asksCommittee } from '../committee.ts';
import { comparable } from '../days.ts';

/** A committee that may change something meets on a day inside its phase and says why; one that may not does not meet. */
export function calibrationFindings(pack: CheckedPack): readonly Finding[] {
  const { calibration, meeting } = pack;
  if (!asksCommittee(pack)) return meeting === undefined ? [] : [{ code: 'meeting-not-asked', pointer: '/meeting' }];
  return [
    ...(calibration.reasonCodes.length === 0
      ? [{ code: 'reason-codes-missing' as const, pointer: '/calibration/reasonCodes' }]
      : []),
    ...(meeting === undefined ? [{ code: 'meeting-day-missing' as const, pointer: '/meeting' }] : meetingFindings(pack)),
  ];
}

/** Members say before the meeting whether they come; the chair locks after it. */
function meetingFindings({ meeting, phases }: CheckedPack): readonly Finding[] {
  const phase = phases.find(({ workflowType }) => workflowType === 'calibrationWorkflow');
  if (phase === undefined || meeting === undefined) return [];
  const first = phase.tasks['calibration.meeting']?.due ?? phase.opens;
  const last = phase.tasks['calibration.lock']?.due ?? phase.closes;
  const day = comparable(meeting);
  if (day >= comparable(first) && day <= comparable(last)) return [];
  return [{ code: 'meeting-outside-window', pointer: '/meeting', details: { phase: phase.key } }];
}
