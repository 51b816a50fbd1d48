import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { call } from '../api/client.ts';
import { FocusedHeading } from '../ui/focused-heading.tsx';
import { Problem } from '../ui/page.tsx';
import { TextCount } from '../ui/text-count.tsx';
import { useWords } from '../words/words.tsx';
import type { Asked } from './asked.ts';
import { ChangesTable } from './changes-table.tsx';
import { Findings } from './findings.tsx';
import type { Shown } from './findings.tsx';
import { REASON_LENGTH } from '../../../domain/reason-length.ts';

interface CommandRequestProps {
  readonly asked: Asked;
  readonly onChange: () => void;
  /** What was said before the preview; undefined: it is asked for below it. */
  readonly reason?: string;
  /** How a finding is told where its code alone does not say enough. */
  readonly told?: (finding: Shown) => Shown;
  /** What else the preview tells. */
  readonly children?: ReactNode;
}

/** What a command would do, why it is asked for, and the request. */
export function CommandRequest({ asked, onChange, reason: said, told = same, children }: CommandRequestProps) {
  const t = useWords();
  const queries = useQueryClient();
  const { command, preview, key } = asked;
  const [written, setWritten] = useState('');
  const reason = said ?? written;
  const what = t(`command.${preview.command}`);
  const isBlocked = preview.blockedBy.length > 0;
  const requesting = useMutation({
    mutationFn: () => {
      const body = { ...command, reason, idempotencyKey: key, previewSha256: preview.sha256 };
      return call('requestCommand', { body });
    },
    onSuccess: () => queries.invalidateQueries(),
  });
  if (requesting.data !== undefined) {
    return (
      <div className="notice good" role="status">
        <p>{t('command.requested', { state: t(`request.state.${requesting.data.state}`) })}</p>
        <Link to="/requests">{t('command.to-requests')}</Link>
      </div>
    );
  }
  return (
    <>
      <FocusedHeading>{what}</FocusedHeading>
      <p role="status">
        {t('command.affected', { count: preview.affected })} {preview.needsSecondPerson && t('command.needs-second')}
      </p>
      <Findings title={t('command.blocked')} findings={preview.blockedBy.map(told)} bad />
      <Findings title={t('command.look')} findings={preview.pleaseLook.map(told)} />
      {preview.needsSecondPerson && <ChangesTable changes={preview.changes} more={preview.moreChanges} />}
      {children}
      <Problem error={requesting.error} />
      {!isBlocked && said === undefined && <Reason id={`reason-${key}`} value={written} onChange={setWritten} />}
      <p className="row">
        {!isBlocked && (
          <button
            type="button"
            className="main"
            disabled={requesting.isPending || !isReason(reason)}
            onClick={() => {
              requesting.mutate();
            }}
          >
            {t('command.request', { what })}
          </button>
        )}
        <button type="button" onClick={onChange}>
          {t('command.change')}
        </button>
      </p>
    </>
  );
}

function same(finding: Shown): Shown {
  return finding;
}

/** Something is said, and no more than there is room for. */
export function isReason(text: string): boolean {
  return text.trim() !== '' && text.length <= REASON_LENGTH;
}

interface ReasonProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Who else than HR will read it. */
  readonly audience?: string;
}

export function Reason({ id, value, onChange, audience }: ReasonProps) {
  const t = useWords();
  return (
    <div className="field">
      <label htmlFor={id}>{t('command.reason')}</label>
      {audience !== undefined && (
        <p className="audience" id={`${id}-audience`}>
          {audience}
        </p>
      )}
      <textarea
        id={id}
        rows={2}
        required
        aria-describedby={[...(audience === undefined ? [] : [`${id}-audience`]), `${id}-count`].join(' ')}
        aria-invalid={value.length > REASON_LENGTH}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <TextCount id={`${id}-count`} text={value} most={REASON_LENGTH} />
    </div>
  );
}
