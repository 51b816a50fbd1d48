import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { call } from '../api/client.ts';
import { Checkbox, Input } from '../ui/input.tsx';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { Reason } from './command-request.tsx';
import { Findings } from './findings.tsx';
import { LeavingTable } from './leaving-table.tsx';

interface LeavingFormProps {
  readonly people: Answer<'importPeople'>['missing']['people'];
}

/** Of those who are not in a list: who has left, since when, what lies with them, and the request that it is recorded. */
export function LeavingForm({ people }: LeavingFormProps) {
  const t = useWords();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [leftOn, setLeftOn] = useState('');
  const previewing = useMutation({
    mutationFn: () => call('previewDeparture', { body: { employeeNos: [...chosen], leftOn } }),
  });
  const choose = (employeeNo: string, isChosen: boolean) => {
    const others = [...chosen].filter((one) => one !== employeeNo);
    setChosen(new Set(isChosen ? [...others, employeeNo] : others));
    previewing.reset();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        previewing.mutate();
      }}
    >
      <p>{t('departure.lead')}</p>
      <fieldset>
        <legend>{t('departure.who')}</legend>
        {people.map(({ employeeNo, name, unit }) => (
          <Checkbox
            key={employeeNo}
            label={`${name} (${employeeNo}, ${unit})`}
            checked={chosen.has(employeeNo)}
            onChange={(isChosen) => {
              choose(employeeNo, isChosen);
            }}
          />
        ))}
      </fieldset>
      <Input
        label={t('departure.left-on')}
        type="date"
        required
        value={leftOn}
        onChange={(day) => {
          setLeftOn(day);
          previewing.reset();
        }}
      />
      <Problem error={previewing.error} />
      <button disabled={chosen.size === 0 || leftOn === '' || previewing.isPending}>{t('departure.preview')}</button>
      {previewing.data !== undefined && <Request employeeNos={[...chosen]} leftOn={leftOn} preview={previewing.data} />}
    </form>
  );
}

interface RequestProps {
  readonly employeeNos: readonly string[];
  readonly leftOn: string;
  readonly preview: Answer<'previewDeparture'>;
}

function Request({ employeeNos, leftOn, preview }: RequestProps) {
  const t = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const asking = useMutation({
    mutationFn: () => call('requestDeparture', { body: { employeeNos: [...employeeNos], leftOn, reason } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const cycles = new Map(preview.people.flatMap(({ lies }) => lies.map(({ cycle }) => [cycle.id, cycle.name])));
  if (asking.data !== undefined) {
    return (
      <div className="notice good" role="status">
        <p>{t('command.requested', { state: t(`request.state.${asking.data.state}`) })}</p>
        <p className="row">
          <Link to="/requests">{t('command.to-requests')}</Link>
          {[...cycles].map(([id, cycle]) => (
            <Link key={id} to="/hr/cycles/$id/handovers" params={{ id }}>
              {t('departure.hand-on', { cycle })}
            </Link>
          ))}
        </p>
      </div>
    );
  }
  const isBlocked = preview.blockedBy.length > 0;
  return (
    <>
      <p role="status">
        {t('command.affected', { count: preview.people.length })} {preview.needsSecondPerson && t('command.needs-second')}
      </p>
      <Findings title={t('command.blocked')} findings={preview.blockedBy} bad />
      {preview.people.length > 0 && <LeavingTable people={preview.people} />}
      <Problem error={asking.error} />
      {!isBlocked && (
        <>
          <Reason id="departure-reason" value={reason} onChange={setReason} />
          <button
            type="button"
            className="main"
            disabled={asking.isPending || reason.trim() === ''}
            onClick={() => {
              asking.mutate();
            }}
          >
            {t('departure.request')}
          </button>
        </>
      )}
    </>
  );
}
