import type { CheckedPack } from '../checked-pack.ts';
import type { Finding } from '../codes.ts';
import { comparable } from '../days.ts';

/** Results are decided, then published, then people confirm them and appeal, then the cycle is archived. */
export function publicationFindings({ phases, publication, archive, appeal }: CheckedPack): readonly Finding[] {
  const published = comparable(publication);
  const archived = comparable(archive);
  const time = publication.time ?? '';
  return [
    ...phases.flatMap((phase, at): Finding[] => {
      if (phase.workflowType === 'calibrationWorkflow' && comparable(phase.closes) >= published)
        return [{ code: 'publication-before-calibration', pointer: '/publication', details: { phase: phase.key } }];
      const opens = comparable(phase.opens);
      const isEarly = opens < published || (opens === published && (phase.opens.time ?? '') < time);
      return phase.workflowType === 'resultNoticeWorkflow' && isEarly
        ? [{ code: 'notice-before-publication', pointer: `/phases/${at}/opens`, details: { phase: phase.key } }]
        : [];
    }),
    ...phases.flatMap(({ key: phase, closes }, at): Finding[] =>
      comparable(closes) > archived
        ? [{ code: 'archive-too-early', pointer: '/archive', details: { phase, closes: `/phases/${at}/closes` } }]
        : [],
    ),
    ...(comparable(appeal.decidedBy) > archived
      ? [{ code: 'archive-too-early' as const, pointer: '/archive', details: { closes: '/appeal/decidedBy' } }]
      : []),
  ];
}
