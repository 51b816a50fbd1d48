import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { Answer } from '../../../contracts/api/routes.ts';
import { HOME_TIME_ZONE } from '../../../domain/process/names.ts';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import { Input, Select } from '../ui/input.tsx';
import { Loaded, PageHeading, Problem } from '../ui/page.tsx';
import { useWords } from '../words/words.tsx';
import { instantOfLocal } from './instant-of-local.ts';

interface Plan {
  readonly name: string;
  readonly year: string;
  readonly pack: string;
  readonly chair: string;
  readonly members: string;
  readonly rehearsal: boolean;
  readonly from: string;
}

type Pack = Answer<'listPacks'>['items'][number];

async function create(plan: Plan, pack: Pack | undefined): Promise<string> {
  const rehearsalId = plan.rehearsal
    ? (
        await call('createRehearsal', {
          body: { name: plan.name, now: instantOfLocal(plan.from, pack?.timeZone ?? HOME_TIME_ZONE) },
        })
      ).id
    : undefined;
  const members = plan.members
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  const body = {
    name: plan.name,
    year: Number(plan.year),
    // What comes with the program is stored when the first cycle pins it.
    ...(pack?.id == null ? { packName: pack?.name ?? '' } : { packId: pack.id }),
    committee: { chair: plan.chair, members },
    ...(rehearsalId === undefined ? {} : { rehearsalId }),
  };
  return (await call('createCycle', { body })).id;
}

/** Plans a cycle; the launch is another page and another decision. */
export function NewCyclePage() {
  const t = useWords();
  const packs = useRead('listPacks', {});
  return (
    <div className="narrow">
      <PageHeading title={t('hr.new-cycle')}>
        <p className="soft">{t('hr.created-nothing-launched')}</p>
      </PageHeading>
      <Loaded of={packs}>{({ items }) => <PlanForm packs={items.filter(({ id, newest }) => id !== null || newest)} />}</Loaded>
    </div>
  );
}

function PlanForm({ packs }: { readonly packs: readonly Pack[] }) {
  const t = useWords();
  const router = useRouter();
  const year = String(new Date().getFullYear());
  const first = packs[0]?.sha256 ?? '';
  const [plan, setPlan] = useState<Plan>({
    name: '',
    year,
    pack: first,
    chair: '',
    members: '',
    rehearsal: false,
    from: `${year}-01-14T09:00`,
  });
  const change = (part: Partial<Plan>) => {
    setPlan({ ...plan, ...part });
  };
  const making = useMutation({
    mutationFn: () =>
      create(
        plan,
        packs.find(({ sha256 }) => sha256 === plan.pack),
      ),
    onSuccess: (id) => router.navigate({ to: '/hr/cycles/$id/launch', params: { id } }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <form className="card" onSubmit={submit}>
      <Problem error={making.error} />
      <Input
        label={t('hr.name')}
        value={plan.name}
        required
        onChange={(name) => {
          change({ name });
        }}
      />
      <Input
        label={t('hr.year')}
        type="number"
        value={plan.year}
        required
        onChange={(given) => {
          change({ year: given });
        }}
      />
      <Select
        label={t('hr.pack')}
        value={plan.pack}
        options={packs.map(({ sha256, title, name, version, effectiveFrom }) => ({
          value: sha256,
          words: t('hr.pack-option', { title: t.pair(title), name, version, from: effectiveFrom }),
        }))}
        onChange={(pack) => {
          change({ pack });
        }}
      />
      <Input
        label={t('hr.chair')}
        value={plan.chair}
        required
        onChange={(chair) => {
          change({ chair });
        }}
      />
      <Input
        label={t('hr.members')}
        value={plan.members}
        onChange={(members) => {
          change({ members });
        }}
      />
      <div className="choice">
        <input
          type="checkbox"
          id="rehearsal"
          checked={plan.rehearsal}
          onChange={(event) => {
            change({ rehearsal: event.target.checked });
          }}
        />
        <label htmlFor="rehearsal">{t('hr.make-rehearsal')}</label>
      </div>
      {plan.rehearsal && (
        <Input
          label={t('hr.rehearsal-from')}
          type="datetime-local"
          value={plan.from}
          required
          onChange={(from) => {
            change({ from });
          }}
        />
      )}
      <button className="main" disabled={making.isPending}>
        {t('hr.create')}
      </button>
    </form>
  );
}
