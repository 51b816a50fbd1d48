import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import { useMay } from '../app/session.tsx';
import { Input } from '../ui/input.tsx';
import { Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { instantOfLocal, localOfInstant } from './instant-of-local.ts';

interface RehearsalClockProps {
  readonly id: string;
  readonly timeZone: string;
}

/** The clock of a rehearsal, for who may move it: forward only, and only when somebody moves it. */
export function RehearsalClock(props: RehearsalClockProps) {
  return useMay('rehearsal.clock') ? <Clock {...props} /> : null;
}

function Clock({ id, timeZone }: RehearsalClockProps) {
  const t = useWords();
  const queries = useQueryClient();
  const rehearsal = useRead('getRehearsal', { params: { id } });
  const [chosen, setChosen] = useState<string>();
  const moving = useMutation({
    mutationFn: (to: string) => call('advanceClock', { params: { id }, body: { to } }),
    onSuccess: () => {
      setChosen(undefined);
      return queries.invalidateQueries();
    },
  });
  if (rehearsal.data === undefined) return null;
  const { now, quiet, waitingFor, next } = rehearsal.data;
  const local = chosen ?? localOfInstant(now, timeZone);
  return (
    <section className="card narrow" aria-labelledby="clock">
      <h2 id="clock">
        {t('rehearsal.title')} · {t.date(now, 'clock', timeZone)}
      </h2>
      <Problem error={moving.error} />
      <p role="status">
        {quiet ? t('rehearsal.quiet') : t('rehearsal.busy')}{' '}
        {waitingFor.map(({ what, count }) => t.say({ key: `rehearsal.waits.${what}`, values: { count } })).join(' · ')}
      </p>
      {next !== null && <p>{t('rehearsal.next', { at: t.parts(next, timeZone) })}</p>}
      <Input label={t('rehearsal.to')} type="datetime-local" value={local} onChange={setChosen} />
      <p className="row">
        <button
          type="button"
          disabled={moving.isPending}
          onClick={() => {
            moving.mutate(instantOfLocal(local, timeZone));
          }}
        >
          {t('rehearsal.move')}
        </button>
        {next !== null && (
          <button
            type="button"
            disabled={moving.isPending}
            onClick={() => {
              moving.mutate(next);
            }}
          >
            {t('rehearsal.to-next')}
          </button>
        )}
      </p>
    </section>
  );
}
